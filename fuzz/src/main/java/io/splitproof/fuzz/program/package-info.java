/**
 * Programs: what a machine is asked to do, as values, as text and as bytes.
 *
 * <p>{@link io.splitproof.fuzz.program.ProgramText} is the canonical form, one operation a line in
 * the kernel's own names. {@link io.splitproof.fuzz.program.ProgramBytes} is the compact form in
 * which every byte string is some program.
 */
package io.splitproof.fuzz.program;
