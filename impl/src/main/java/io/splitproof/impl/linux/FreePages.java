package io.splitproof.impl.linux;

/**
 * debug_pagealloc: pages that nobody owns are not mapped, so that a stray access to them faults.
 *
 * <p>Source: Linux 7.2 {@code mm/page_alloc.c}, debug_pagealloc_map_pages.
 */
public class FreePages {

  private final Kernel kernel;
  private final PageAttributes attributes;

  /** Creates what debug_pagealloc does. */
  public FreePages(Kernel kernel, PageAttributes attributes) {
    this.kernel = kernel;
    this.attributes = attributes;
  }

  /** Frames [{@code pfn}, {@code pfn + pages}) are handed out. */
  protected void map(long pfn, long pages) {
    set(pfn, pages, true);
  }

  /** Frames [{@code pfn}, {@code pfn + pages}) come back. */
  final void unmap(long pfn, long pages) {
    set(pfn, pages, false);
  }

  private void set(long pfn, long pages, boolean map) {
    if (kernel.config.debugPagealloc()) {
      attributes.kernelMapPages(kernel.linearVa(pfn), (int) pages, map);
    }
  }
}
