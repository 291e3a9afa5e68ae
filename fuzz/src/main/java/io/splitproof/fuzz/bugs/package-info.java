/**
 * How well the harness finds what it should: known bugs hunted from an empty corpus over many
 * seeds, the statistics of that, and a page that shows them.
 */
package io.splitproof.fuzz.bugs;
