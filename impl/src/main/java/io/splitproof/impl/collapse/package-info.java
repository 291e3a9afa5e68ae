/**
 * What people asked for in the realm report of the v8 thread, and more: a linear map of pages that
 * collapses to large leaves once every CPU is known to have BBML2, and back to them whenever what
 * was split has become alike again. Everything not said here is Linux 7.2.
 *
 * <p>One lock decides. Whoever changes the linear map holds pgtable_split_lock from the split to
 * the invalidation, and leaves grow under it too, so that nobody is in a table that goes. What
 * cannot take a mutex never has to: the KFENCE pool is never part of a larger leaf, and with
 * debug_pagealloc there are only pages.
 */
package io.splitproof.impl.collapse;
