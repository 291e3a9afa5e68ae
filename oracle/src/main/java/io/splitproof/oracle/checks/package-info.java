/** The checks: what the judged did, held against the reference. */
package io.splitproof.oracle.checks;
