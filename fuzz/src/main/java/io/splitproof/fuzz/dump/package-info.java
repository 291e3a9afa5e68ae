/** The kernel's own text form of its page tables, for people who know it by heart. */
package io.splitproof.fuzz.dump;
