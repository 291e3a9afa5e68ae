package io.splitproof.fuzz.conform;

/**
 * What the whole linear map is made of.
 *
 * @param pud PUD blocks
 * @param cpmd PMD blocks in contiguous groups, each counted
 * @param pmd other PMD blocks
 * @param cpte pages in contiguous groups, each counted
 * @param pte other pages
 * @param invalidPages pages covered by present-invalid entries
 * @param readOnlyPages pages covered by entries with the read-only bit, valid or not
 * @param pmdTables tables of PMD entries
 * @param pteTables tables of pages
 */
public record LinearCounts(
    long pud,
    long cpmd,
    long pmd,
    long cpte,
    long pte,
    long invalidPages,
    long readOnlyPages,
    long pmdTables,
    long pteTables) {

  /** Nothing at all. */
  public static final LinearCounts NONE = new LinearCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public LinearCounts plus(LinearCounts other) {
    return new LinearCounts(
        pud + other.pud,
        cpmd + other.cpmd,
        pmd + other.pmd,
        cpte + other.cpte,
        pte + other.pte,
        invalidPages + other.invalidPages,
        readOnlyPages + other.readOnlyPages,
        pmdTables + other.pmdTables,
        pteTables + other.pteTables);
  }

  @Override
  public String toString() {
    String entries = "pud=%d cpmd=%d pmd=%d cpte=%d pte=%d".formatted(pud, cpmd, pmd, cpte, pte);
    return "%s invalid_pages=%d ro_pages=%d pmdtables=%d ptetables=%d"
        .formatted(entries, invalidPages, readOnlyPages, pmdTables, pteTables);
  }
}
