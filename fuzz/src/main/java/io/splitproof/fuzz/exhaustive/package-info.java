/** Small worlds, looked at in every state that a few operations can bring them into. */
package io.splitproof.fuzz.exhaustive;
