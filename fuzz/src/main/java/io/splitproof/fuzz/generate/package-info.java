/**
 * Makes programs and changes them, operation by operation. Everything is decided by the random
 * source handed in, so a seed gives the same programs on every JDK.
 */
package io.splitproof.fuzz.generate;
