/** Finds out what is wrong with the surroundings when nothing works as it should. */
package io.splitproof.fuzz.doctor;
