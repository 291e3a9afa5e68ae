/** Bugs planted in copies of a user's kernel: does what judges it see them? */
package io.splitproof.fuzz.mutants;
