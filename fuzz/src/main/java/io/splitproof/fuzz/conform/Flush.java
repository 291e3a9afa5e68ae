package io.splitproof.fuzz.conform;

import java.util.ArrayList;
import java.util.List;

/**
 * One or more calls of {@code flush_tlb_kernel_range}: single pages that follow each other upwards
 * are folded into one line, as the recorder did.
 *
 * @param start first virtual address
 * @param end first virtual address after it; below {@code start} when the caller's count was
 *     negative
 * @param calls how many calls
 * @param everything whether the range was so large that everything was invalidated
 */
public record Flush(long start, long end, int calls, boolean everything) {

  /** Folds {@code calls} as the recorder did. */
  public static List<Flush> folded(List<Flush> calls, long pageBytes) {
    List<Flush> folded = new ArrayList<>();
    for (Flush call : calls) {
      int last = folded.size() - 1;
      if (last >= 0 && folded.get(last).continuesIn(call, pageBytes)) {
        Flush before = folded.get(last);
        folded.set(last, new Flush(before.start, call.end, before.calls + call.calls, false));
      } else {
        folded.add(call);
      }
    }
    return folded;
  }

  private boolean continuesIn(Flush next, long pageBytes) {
    return end == next.start
        && next.end - next.start == pageBytes * next.calls
        && end - start == pageBytes * calls
        && !everything
        && !next.everything;
  }

  /** Whether the area [{@code from}, {@code to}) was invalidated whole. */
  boolean covers(long from, long to) {
    return start <= from && end >= to;
  }

  @Override
  public String toString() {
    return String.format("%016x-%016x x%d%s", start, end, calls, everything ? " ALL" : "");
  }
}
