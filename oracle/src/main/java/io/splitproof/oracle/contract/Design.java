package io.splitproof.oracle.contract;

/**
 * What a system promises of its page tables, as far as the judge must know it before the machine
 * boots. What pages may do is the same for all systems and no part of it.
 *
 * @param pagesFirst whether a linear map that can be changed page by page is made of nothing but
 *     pages until it is known that every CPU has BBML2, and gets larger leaves only then; if not,
 *     it has them from the start where the boot CPU can bear to split them
 * @param merges whether leaves grow again once everything below them is alike. They never do so
 *     across an address that {@code split_kernel_leaf_mapping} was asked for, across an end of
 *     memory that one call added, or into the KFENCE pool
 * @param bbml2OfBootCpu whether BBML2 is a feature of the boot CPU that all others must have: if it
 *     has it, one that does not is refused, and leaves may be split from the start
 * @param realmByPages whether the linear map of a realm is made of nothing but pages
 * @param hidesData whether {@code mark_rodata_ro} makes the linear alias of the image's data
 *     invalid, and not read-only
 */
public record Design(
    boolean pagesFirst,
    boolean merges,
    boolean bbml2OfBootCpu,
    boolean realmByPages,
    boolean hidesData) {

  /** Linux 7.2 on arm64: large leaves from the start, split when needed, never merged. */
  public static final Design LINUX_7_2 = new Design(false, false, false, false, false);

  /** Linux 7.3 on arm64: 7.2's, but for the alias of data. */
  public static final Design LINUX_7_3 = new Design(false, false, false, false, true);

  /** Pages first, the largest leaves once all CPUs are known, and back to them ever after. */
  public static final Design COLLAPSE = new Design(true, true, false, false, false);

  /** BBML2 as a feature of the boot CPU. */
  public static final Design RFC_V2 = new Design(false, false, true, false, false);

  /** Linux 7.2's, but for realms. */
  public static final Design REALM_BY_PAGES = new Design(false, false, false, true, false);
}
