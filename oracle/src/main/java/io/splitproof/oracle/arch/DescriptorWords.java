package io.splitproof.oracle.arch;

/**
 * Descriptors in words, for people who read a trace or a verdict: what kind of entry it is, then
 * what it permits.
 */
public final class DescriptorWords {

  private static final String[] LEAVES = {"P4D block", "PUD block", "PMD block", "page"};

  private DescriptorWords() {}

  /**
   * What {@code descriptor} says, without addresses. What an invalid entry keeps for when it is
   * valid again is said too. Example: {@code page valid writable contiguous}.
   *
   * @param level level of the table it lies in, 0 to 3
   * @param realm whether {@link Descriptor#NS_SHARED} is an attribute and not an address bit
   */
  public static String of(long descriptor, int level, boolean realm) {
    if (descriptor == 0) {
      return "empty";
    }
    return Descriptor.isTable(descriptor, level)
        ? table(descriptor)
        : leaf(descriptor, level, realm);
  }

  /** What the hierarchical bits of one or several table descriptors say of what is below them. */
  public static String below(long bits) {
    String text =
        word(bits, Descriptor.TABLE_READ_ONLY, " read-only-below")
            + word(bits, Descriptor.TABLE_PXN, " not-executable-below");
    return text.isEmpty() ? "nothing for EL1" : text.substring(1);
  }

  private static String table(long descriptor) {
    boolean plain = (descriptor & (Descriptor.TABLE_READ_ONLY | Descriptor.TABLE_PXN)) == 0;
    return plain ? "table" : "table " + below(descriptor);
  }

  private static String leaf(long descriptor, int level, boolean realm) {
    boolean valid = Descriptor.isValid(descriptor);
    boolean reserved =
        valid && level == Geometry.PTE && (descriptor & Descriptor.TABLE_OR_PAGE) == 0;
    int type = (int) ((descriptor & Descriptor.ATTR_INDEX_MASK) >>> Descriptor.ATTR_INDEX_SHIFT);
    return LEAVES[level]
        + (reserved ? " reserved-encoding" : valid ? " valid" : " invalid")
        + (Descriptor.permitsWrites(descriptor) ? " writable" : " read-only")
        + ((descriptor & Descriptor.PXN) == 0 ? " executable" : "")
        + word(descriptor, Descriptor.CONTIGUOUS, " contiguous")
        + word(descriptor, Descriptor.USER, " user")
        + (realm ? word(descriptor, Descriptor.NS_SHARED, " shared") : "")
        + word(descriptor, Descriptor.GUARDED, " guarded")
        + (valid ? word(descriptor, Descriptor.NOT_GLOBAL, " not-global") : "")
        + word(~descriptor, Descriptor.ACCESS_FLAG, " no-access-flag")
        + memoryType(type);
  }

  private static String memoryType(int type) {
    return switch (type) {
      case Descriptor.MT_NORMAL -> "";
      case Descriptor.MT_NORMAL_TAGGED -> " tagged";
      default -> " type-" + type;
    };
  }

  private static String word(long descriptor, long bit, String word) {
    return (descriptor & bit) != 0 ? word : "";
  }
}
