package io.splitproof.impl.linux;

import io.splitproof.oracle.arch.Descriptor;

/**
 * Kernel protections of one machine, as whole descriptors without an address, in page form; those
 * of arm64 unless an architecture hands in its own.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/include/asm/pgtable-prot.h}.
 */
public class Protection {

  /** A pointer to a table, without address and without PXNTable. */
  public static final long TABLE =
      Descriptor.TYPE_MASK | Descriptor.TABLE_UXN | Descriptor.ACCESS_FLAG;

  private static final long TAGGED =
      (long) Descriptor.MT_NORMAL_TAGGED << Descriptor.ATTR_INDEX_SHIFT;

  /** Normal memory, readable and writable. */
  public final long kernel;

  /** Normal memory, read-only. */
  public final long kernelRo;

  /** Normal memory, read-only and executable. */
  public final long kernelRox;

  /** Normal memory, writable and executable. */
  public final long kernelExec;

  /** What the linear map is made of: writable, tagged. */
  public final long linear;

  /** What a valid kernel entry carries in the bits that present-invalid ones do without. */
  public final long presentValid;

  /** Guarded, where kernel code is. */
  public final long maybeGuarded;

  /** A pointer to a table, without address. */
  public final long table;

  /** The same, of a table below which nothing is ever executable. */
  public final long tableNoExec;

  Protection(boolean nonGlobal, boolean bti) {
    long ng = nonGlobal ? Descriptor.NOT_GLOBAL : 0;
    long common =
        Descriptor.TYPE_MASK
            | Descriptor.INNER_SHAREABLE
            | Descriptor.ACCESS_FLAG
            | Descriptor.UXN
            | Descriptor.SW_DIRTY
            | ng;
    kernel = common | Descriptor.PXN | Descriptor.DBM;
    kernelRo = common | Descriptor.PXN | Descriptor.READ_ONLY;
    kernelRox = common | Descriptor.READ_ONLY;
    kernelExec = common | Descriptor.DBM;
    linear = kernel | TAGGED;
    presentValid = Descriptor.VALID | ng;
    maybeGuarded = bti ? Descriptor.GUARDED : 0;
    table = TABLE;
    tableNoExec = TABLE | Descriptor.TABLE_PXN;
  }

  /**
   * Protections of another architecture, which has no guarded pages and one kind of table.
   *
   * @param data normal memory, readable and writable, also that of the linear map
   * @param readOnly bits that make it read-only, as what remains of it
   * @param executable what remains of it where it is executable
   * @param present bits that valid entries have and absent ones do not
   * @param table a pointer to a table, without address
   */
  protected Protection(long data, long readOnly, long executable, long present, long table) {
    kernel = data;
    kernelRo = data & readOnly;
    kernelRox = data & readOnly & executable;
    kernelExec = data & executable;
    linear = data;
    presentValid = present;
    maybeGuarded = 0;
    this.table = table;
    tableNoExec = table;
  }

  /** {@code protection} as a leaf above level 3 has it. */
  public long large(long protection) {
    return block(protection);
  }

  /** {@code protection} as a block has it. */
  public static long block(long protection) {
    return protection & ~Descriptor.TABLE_OR_PAGE;
  }
}
