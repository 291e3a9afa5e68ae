/**
 * The parts of the kernel that change what memory may do, as operations of a program: each makes
 * the calls that the kernel makes, in its order, and undoes them as the kernel does when one fails.
 *
 * <p>A {@link io.splitproof.fuzz.client.Client} is a value that a program holds; what it does is in
 * {@link io.splitproof.fuzz.client.Errands}. Each of its calls is made and judged by itself.
 */
package io.splitproof.fuzz.client;
