/**
 * Known bugs: Linux 7.2 with one mistake each, made by overriding one step of {@link
 * io.splitproof.impl.linux}. A class holds the bugs of one theme; what is said of a bug is what it
 * does wrong. Each has a program in {@code corpus/bugs} that shows it.
 */
package io.splitproof.impl.bugs;
