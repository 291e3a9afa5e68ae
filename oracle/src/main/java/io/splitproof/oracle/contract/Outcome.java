package io.splitproof.oracle.contract;

import java.util.EnumSet;
import java.util.Set;

/**
 * How an operation ended.
 *
 * @param status 0 or a negated errno
 * @param warnings one bit for each {@link Warning} raised
 * @param died whether the kernel panicked or oopsed; nothing may follow
 */
public record Outcome(int status, int warnings, boolean died) {

  /** Success, nothing said. */
  public static final Outcome OK = new Outcome(0, 0, false);

  /** -EPERM. */
  public static final int EPERM = -1;

  /** -EIO. */
  public static final int EIO = -5;

  /** -ENOMEM. */
  public static final int ENOMEM = -12;

  /** -EFAULT. */
  public static final int EFAULT = -14;

  /** -EBUSY. */
  public static final int EBUSY = -16;

  /** -EINVAL. */
  public static final int EINVAL = -22;

  /** The outcome with that status and no warning. */
  public static Outcome of(int status) {
    return status == 0 ? OK : new Outcome(status, 0, false);
  }

  /** The warnings as a set. */
  public Set<Warning> warningSet() {
    Set<Warning> set = EnumSet.noneOf(Warning.class);
    for (Warning warning : Warning.values()) {
      if ((warnings & warning.bit()) != 0) {
        set.add(warning);
      }
    }
    return set;
  }

  /** The status in the kernel's words. */
  public static String statusName(int status) {
    return switch (status) {
      case 0 -> "0";
      case EPERM -> "-EPERM";
      case EIO -> "-EIO";
      case ENOMEM -> "-ENOMEM";
      case EFAULT -> "-EFAULT";
      case EBUSY -> "-EBUSY";
      case EINVAL -> "-EINVAL";
      default -> Integer.toString(status);
    };
  }

  @Override
  public String toString() {
    String text = died ? "died" : statusName(status);
    return warnings == 0 ? text : text + " warns " + warningSet();
  }
}
