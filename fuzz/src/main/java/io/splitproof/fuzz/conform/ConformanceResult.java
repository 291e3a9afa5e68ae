package io.splitproof.fuzz.conform;

import java.util.ArrayList;
import java.util.List;

/**
 * How a replay of one recording went.
 *
 * @param file the recording
 * @param operations operations replayed
 * @param pageStates page aliases compared
 * @param mismatches how many things differed
 * @param first the first of them, {@code null} if there is none
 * @param misuse operations at which the judge rightly disagreed, because the recorded caller broke
 *     the rules; one text each
 * @param outside operations whose result hangs on what the kernel itself had mapped at an address
 *     outside all recorded objects; one text each
 */
public record ConformanceResult(
    String file,
    long operations,
    long pageStates,
    long mismatches,
    Mismatch first,
    List<String> misuse,
    List<String> outside) {

  /** Whether nothing differed. */
  public boolean conforms() {
    return mismatches == 0;
  }

  /** One line for people. */
  public String summary() {
    return "%s: %d operations, %d page states, %d mismatches, %d misuse, %d outside"
        .formatted(
            file, operations, pageStates, mismatches, misuse.size(), outside.size());
  }

  /** Collects a result. */
  static final class Builder {

    private final String file;
    private final int shown;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<String> misuse = new ArrayList<>();
    private final List<String> outside = new ArrayList<>();
    private long count;
    private long operations;
    private long pageStates;

    /**
     * Starts one.
     *
     * @param shown how many mismatches to keep
     */
    Builder(String file, int shown) {
      this.file = file;
      this.shown = shown;
    }

    void add(Mismatch mismatch) {
      if (mismatches.size() < shown) {
        mismatches.add(mismatch);
      }
      count++;
    }

    void misuse(String text) {
      misuse.add(text);
    }

    void outside(String text) {
      outside.add(text);
    }

    void operation() {
      operations++;
    }

    void pageStates(long compared) {
      pageStates += compared;
    }

    List<Mismatch> kept() {
      return List.copyOf(mismatches);
    }

    ConformanceResult build() {
      Mismatch first = mismatches.isEmpty() ? null : mismatches.get(0);
      return new ConformanceResult(
          file,
          operations,
          pageStates,
          count,
          first,
          List.copyOf(misuse),
          List.copyOf(outside));
    }
  }
}
