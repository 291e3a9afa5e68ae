/** The published figures of the systems that are modelled, and what the models make of them. */
package io.splitproof.fuzz.figures;
