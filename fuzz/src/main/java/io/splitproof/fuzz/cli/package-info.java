/**
 * The command line: what each command takes, and what its exit status means. Results go to standard
 * output, progress and complaints to standard error.
 */
package io.splitproof.fuzz.cli;
