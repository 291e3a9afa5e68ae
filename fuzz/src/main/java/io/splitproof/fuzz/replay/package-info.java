/** Runs a program again to learn more about it: elsewhere, or from a test of one's own. */
package io.splitproof.fuzz.replay;
