/** Runs programs: boots, applies, judges, and stops at the first divergence. */
package io.splitproof.fuzz.run;
