/**
 * The gate before a merge: stages that look at a changed implementation within a time budget, one
 * verdict, and reports for people and for machines.
 */
package io.splitproof.fuzz.gate;
