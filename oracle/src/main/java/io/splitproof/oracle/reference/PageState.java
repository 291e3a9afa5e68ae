package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Descriptor;
import io.splitproof.oracle.arch.Format;
import io.splitproof.oracle.arch.Translation;

/**
 * What one page is, packed in an int. 0 is a hole: no entry at all.
 *
 * <p>The bits other than {@link #VALID} keep their meaning while a page is invalid: making it valid
 * again brings them back. What hardware sees of that is {@link #hardware(int)}.
 */
public final class PageState {

  /** No entry. */
  public static final int HOLE = 0;

  /** There is an entry, valid or not. */
  public static final int PRESENT = 1;

  /** Hardware translates. */
  public static final int VALID = 1 << 1;

  /** EL1 may write. */
  public static final int WRITABLE = 1 << 2;

  /** EL1 may execute. */
  public static final int EXECUTABLE = 1 << 3;

  /** Realm: shared with the host. */
  public static final int SHARED = 1 << 4;

  /** Not global. */
  public static final int NON_GLOBAL = 1 << 5;

  /** Guarded (BTI); matters to hardware only where it may execute. */
  public static final int GUARDED = 1 << 6;

  /** EL0 may read, write or execute; never right. */
  public static final int USER = 1 << 7;

  /**
   * The encoding is reserved or the access flag is clear: hardware faults, and nobody asked for it.
   */
  public static final int BROKEN = 1 << 8;

  private static final int TYPE_SHIFT = 9;
  private static final int TYPE_MASK = 7 << TYPE_SHIFT;

  private PageState() {}

  /** The bits of memory type {@code attrIndex}, an index into MAIR_EL1. */
  public static int type(int attrIndex) {
    return attrIndex << TYPE_SHIFT & TYPE_MASK;
  }

  /** {@code state} with memory type {@code attrIndex}. */
  public static int withType(int state, int attrIndex) {
    return state & ~TYPE_MASK | type(attrIndex);
  }

  /** What hardware tells of {@code state}: nothing while it is invalid. */
  public static int hardware(int state) {
    if ((state & VALID) == 0) {
      return HOLE;
    }
    return (state & EXECUTABLE) != 0 ? state : state & ~GUARDED;
  }

  /** What hardware sees, or {@link #HOLE} where it faults. */
  public static int of(Translation translation, boolean realm) {
    return hardware(
        software(
            translation.format(),
            translation.descriptor(),
            translation.level(),
            translation.tableBits(),
            realm));
  }

  /**
   * What software reads out of a leaf or an empty entry, valid or not, hierarchical bits included.
   *
   * @param format how it is written
   * @param descriptor the deciding descriptor
   * @param level level of its table
   * @param tableBits what the tables on the way add, {@link Format#tableBits}, or-ed together
   * @param realm whether it may be {@linkplain Format#isShared shared}
   */
  public static int software(
      Format format, long descriptor, int level, long tableBits, boolean realm) {
    if (descriptor == 0) {
      return HOLE;
    }
    int state = PRESENT | type(format.memoryType(descriptor, level));
    if (format.isValid(descriptor)) {
      state |= format.fault(descriptor, level) == Translation.Fault.NONE ? VALID : BROKEN;
      state |= format.isGlobal(descriptor) ? 0 : NON_GLOBAL;
    }
    state |= format.permitsWrites(descriptor, tableBits) ? WRITABLE : 0;
    state |= format.permitsExecution(descriptor, tableBits) ? EXECUTABLE : 0;
    state |= format.permitsUser(descriptor, tableBits) ? USER : 0;
    state |= format.isGuarded(descriptor) ? GUARDED : 0;
    state |= realm && format.isShared(descriptor) ? SHARED : 0;
    return state;
  }

  /** What hardware sees of {@code state}, in words that stay the same from run to run. */
  public static String describe(int state) {
    if ((state & VALID) == 0) {
      return (state & BROKEN) != 0 ? "broken" : "fault";
    }
    StringBuilder text = new StringBuilder("valid");
    text.append((state & WRITABLE) != 0 ? "-writable" : "-readonly");
    text.append((state & EXECUTABLE) != 0 ? "-exec" : "");
    text.append((state & SHARED) != 0 ? "-shared" : "");
    text.append((state & USER) != 0 ? "-user" : "");
    return text.toString();
  }

  /** As {@link #describe}, with everything that is rarely of interest. */
  public static String describeFully(int state) {
    String text = describe(state);
    if ((state & VALID) == 0) {
      return text;
    }
    int type = (state & TYPE_MASK) >>> TYPE_SHIFT;
    text +=
        switch (type) {
          case Descriptor.MT_NORMAL -> "-normal";
          case Descriptor.MT_NORMAL_TAGGED -> "-tagged";
          default -> "-type" + type;
        };
    text += (state & NON_GLOBAL) != 0 ? "-nonglobal" : "";
    return text + ((state & GUARDED) != 0 ? "-guarded" : "");
  }
}
