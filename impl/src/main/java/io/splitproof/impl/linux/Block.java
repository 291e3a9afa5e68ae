package io.splitproof.impl.linux;

/**
 * Contiguous frames a program owns.
 *
 * @param number what the program calls it
 * @param pfn first frame
 * @param pages number of frames
 * @param exact whether a recording placed it, in which case the allocator knows nothing of it
 */
record Block(int number, long pfn, int pages, boolean exact) {}
