package io.splitproof.oracle.checks;

/**
 * One thing the judged did that the reference does not allow.
 *
 * @param check which check says so
 * @param operation kernel name of the operation, {@code boot} for the booted tables, {@code audit}
 *     for the full walk
 * @param place kind of page or object: linear, area, guard, hole, table, call, ...
 * @param va virtual address of the first page it shows at; 0 where there is none
 * @param before what was there before the operation; empty where that says nothing
 * @param expected what would have been allowed
 * @param found what is there instead
 * @param explanation one or more sentences for people; may hold addresses
 * @param tablePa physical address of the table it is about, if it is about a table; otherwise 0
 */
public record Divergence(
    CheckName check,
    String operation,
    String place,
    long va,
    String before,
    String expected,
    String found,
    String explanation,
    long tablePa) {

  /** A divergence that is not about a table. */
  public Divergence(
      CheckName check,
      String operation,
      String place,
      long va,
      String before,
      String expected,
      String found,
      String explanation) {
    this(check, operation, place, va, before, expected, found, explanation, 0);
  }

  /**
   * A short name that stays the same while a program is minimised: no addresses, counts or object
   * numbers. Example: {@code permission:set_memory_valid:linear:fault->valid-writable/fault}.
   */
  public String signature() {
    String change = before.isEmpty() ? expected : before + "->" + expected;
    return check.text() + ":" + operation + ":" + place + ":" + change + "/" + found;
  }

  /** The same, blamed on {@code operation}. */
  Divergence during(String operation) {
    return new Divergence(
        check, operation, place, va, before, expected, found, explanation, tablePa);
  }

  /** The same, about the table at {@code pa}. */
  Divergence aboutTable(long pa) {
    return new Divergence(check, operation, place, va, before, expected, found, explanation, pa);
  }

  /** The same, with more for people; {@code more} is one or several lines. */
  public Divergence explained(String more) {
    String text = explanation.isEmpty() ? more : explanation + "\n" + more;
    return new Divergence(check, operation, place, va, before, expected, found, text, tablePa);
  }

  /** The same, with what {@code other} saw on the way there. */
  Divergence with(Divergence other) {
    return explained("on the way, " + other.describe());
  }

  /** Several lines for people, without a newline at the end. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(check.text()).append(": ").append(operation).append(", ").append(place);
    if (va != 0) {
      text.append(" at va ").append(Long.toHexString(va));
    }
    if (!before.isEmpty()) {
      text.append("\n  before:   ").append(before);
    }
    text.append("\n  expected: ").append(expected);
    text.append("\n  found:    ").append(found);
    if (!explanation.isEmpty()) {
      text.append("\n  ").append(explanation.replace("\n", "\n  "));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return signature();
  }
}
