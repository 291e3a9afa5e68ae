/**
 * The always-PTE reference: what every page of the kernel's address space must be after every
 * operation, as loops over pages that know nothing of blocks, contiguous marks or tables.
 */
package io.splitproof.oracle.reference;
