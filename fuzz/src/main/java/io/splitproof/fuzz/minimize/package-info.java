/**
 * Makes programs that show a finding small: {@link io.splitproof.fuzz.minimize.Minimizer} tries
 * ever simpler ones, {@code Simplicity} says which of two is the simpler.
 */
package io.splitproof.fuzz.minimize;
