package io.splitproof.oracle.arch;

/**
 * How one architecture writes the entries of its tables, and what its hardware and software read
 * out of them. Everything that judges asks here, so that it is the same for all architectures.
 *
 * <p>Hierarchical bits, {@link #tableBits}, are kept such that those of all tables on the way down
 * are combined by or-ing them.
 */
public abstract sealed class Format permits Arm64Format, X86Format {

  Format() {}

  /** Whether hardware walks through or translates with {@code descriptor}. */
  public abstract boolean isValid(long descriptor);

  /** Whether hardware, meeting {@code descriptor} at {@code level}, continues at a next table. */
  public abstract boolean isTable(long descriptor, int level);

  /** Physical address of the table that a table descriptor points to, in bytes. */
  public abstract long table(long descriptor);

  /**
   * Physical address that a leaf at {@code level} leads to, in bytes, down to 4K whatever its size;
   * an attribute that looks like an address bit is not removed.
   */
  public abstract long output(long descriptor, int level);

  /** What a table descriptor forbids to everything below it. */
  public abstract long tableBits(long descriptor);

  /** Whether a leaf carries the mark that makes neighbours one translation. */
  public abstract boolean isContiguous(long descriptor);

  /** Why hardware does not translate with a leaf at {@code level}, or that it does. */
  public abstract Translation.Fault fault(long descriptor, int level);

  /** Whether hardware takes a valid leaf at {@code level} for nothing it knows. */
  public abstract boolean isReserved(long descriptor, int level);

  /** Whether a leaf, below tables with {@code tableBits}, lets the kernel write. */
  public abstract boolean permitsWrites(long descriptor, long tableBits);

  /** Whether a leaf, below tables with {@code tableBits}, lets the kernel execute. */
  public abstract boolean permitsExecution(long descriptor, long tableBits);

  /** Whether a leaf, below tables with {@code tableBits}, lets programs do anything. */
  public abstract boolean permitsUser(long descriptor, long tableBits);

  /** Whether a valid leaf is the same in all address spaces. */
  public abstract boolean isGlobal(long descriptor);

  /** Whether a leaf guards against jumps. */
  public abstract boolean isGuarded(long descriptor);

  /** Whether a leaf, in a realm, is shared with the host. */
  public abstract boolean isShared(long descriptor);

  /** Memory type of a leaf at {@code level}, as an index from 0 to 7; 0 is ordinary memory. */
  public abstract int memoryType(long descriptor, int level);

  /** Memory type of the linear map. */
  public abstract int linearType();

  /** What is no address in a leaf at any level; two that agree in it say the same elsewhere. */
  public abstract long attributeMask();

  /** What is wrong with the form of a leaf at {@code level}, in words, or null. */
  public abstract String formFault(long descriptor, int level);

  /** Whether bits are set in a table descriptor that must be zero. */
  public abstract boolean isTableMalformed(long descriptor);

  /**
   * The attributes of a leaf that may change while it is valid only by making it invalid first, as
   * arm64 writes them; 0 where the architecture asks for that nowhere.
   */
  public abstract long breakAttributes(long descriptor);

  /**
   * Whether walkers see stores in the order in which they are made, and without a barrier; and an
   * invalidation waits until all CPUs have carried it out.
   */
  public abstract boolean isOrdered();

  /** Whether an invalidation of any address also takes away every cached table descriptor. */
  public abstract boolean invalidationReachesTables();

  /**
   * Whether a page must not be cached by two sizes of entry that permit different things: an entry
   * that changed size is invalidated before what is below it changes.
   */
  public abstract boolean flushesBetweenSizes();

  /**
   * What {@code descriptor} says, without addresses. What an invalid entry keeps for when it is
   * valid again is said too. Example: {@code page valid writable contiguous}.
   *
   * @param level level of the table it lies in, 0 to 3
   * @param realm whether the machine is a realm
   */
  public abstract String words(long descriptor, int level, boolean realm);

  /** What the hierarchical bits of one or several tables say of what is below them. */
  public abstract String wordsBelow(long bits);
}
