/** The systems side by side: which of them had which of the faults their threads talk about. */
package io.splitproof.fuzz.systems;
