/**
 * x86-64 as Linux has it: {@code change_page_attr} over tables of 4K, 2M and 1G leaves, which are
 * split on demand and merged again when everything below is as free memory is. What does not depend
 * on the architecture (areas, frames, boot) is that of {@link io.splitproof.impl.linux}.
 */
package io.splitproof.impl.x86;
