package io.splitproof.fuzz.gate;

import io.splitproof.oracle.checks.CheckName;
import java.nio.file.Path;

/**
 * What a gate holds against an implementation, and where to see it.
 *
 * @param rule what kind of fault it is: the name of a check, or one of {@link #MISSED} and {@link
 *     #SLOWER} and {@link #POORER}
 * @param signature what it is known by; the same for the same fault in every run
 * @param text one or more lines for people
 * @param command what shows it again; empty if nothing but another run of the gate does
 * @param file the program that shows it, or whatever file the fault is about
 * @param line the line of {@code file} it shows at, from 1
 */
public record Fault(
    String rule, String signature, String text, String command, Path file, int line) {

  /** Rule of faults of the harness: a known bug that is no longer found. */
  public static final String MISSED = "known-bug-missed";

  /** Rule of an implementation that takes longer than its baseline. */
  public static final String SLOWER = "slower";

  /** Rule of an implementation whose programs reach fewer states than its baseline's. */
  public static final String POORER = "discovers-less";

  /**
   * A fault of which no program is at hand.
   *
   * @param signature of a divergence
   */
  static Fault ofSignature(String signature, String text, Path file) {
    return new Fault(signature.substring(0, signature.indexOf(':')), signature, text, "", file, 1);
  }

  /** What a rule says, in one line. */
  static String explain(String rule) {
    return switch (rule) {
      case "permission" -> "After an operation every page may do what it must be able to, no more.";
      case "result" -> "Calls return, and warn, as they should.";
      case "mapping" -> "Pages map their own frames; tables and contiguous groups are sound.";
      case "live" -> "No store shows a walker anything but the old or the new translation.";
      case "bbm" -> "Entries are broken before they are made, where the architecture wants it.";
      case "tlb" -> "Nothing stale stays cached, and no more is invalidated than the call needs.";
      case "publish" -> "Tables are hooked in only after their entries are visible.";
      case "context" -> "Nothing sleeps where it must not; locks are taken in order and released.";
      case "alias" -> "No frame is writable here and executable there.";
      case "leak" -> "Frames go back to the allocator with default permissions alone.";
      case MISSED -> "A known bug is still found by the check that must find it.";
      case SLOWER -> "Operations take no longer than the baseline allows.";
      case POORER -> "Programs reach as many states as the baseline's did.";
      default -> throw new IllegalArgumentException("no rule '" + rule + "'");
    };
  }

  /** Every rule there is: the checks in their order, then the others. */
  static String[] rules() {
    CheckName[] checks = CheckName.values();
    String[] rules = new String[checks.length + 3];
    for (int i = 0; i < checks.length; i++) {
      rules[i] = checks[i].text();
    }
    rules[checks.length] = MISSED;
    rules[checks.length + 1] = SLOWER;
    rules[checks.length + 2] = POORER;
    return rules;
  }
}
