package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.Placement;
import java.util.Arrays;

/**
 * {@code exact VA frames 0x80000-0x80003,0x90000}: page-frame numbers in order, runs as first and
 * last, {@code none} for no frame.
 */
final class FrameList {

  private static final String EXPECTED = "frames such as 0x80000,0x80010-0x8001f, or none";

  private FrameList() {}

  static Placement.Exact parse(Tokens tokens) {
    long va = tokens.takeUnsigned("a virtual address");
    if (!tokens.accept("frames")) {
      throw tokens.wrong(tokens.take("the word frames"), "wanted here", "the word frames");
    }
    String word = tokens.take(EXPECTED);
    return new Placement.Exact(va, word.equals("none") ? new long[0] : frames(tokens, word));
  }

  private static long[] frames(Tokens tokens, String list) {
    long[] pfns = new long[16];
    int count = 0;
    for (String run : list.split(",", -1)) {
      int dash = run.indexOf('-');
      long first = pfn(tokens, dash < 0 ? run : run.substring(0, dash));
      long last = dash < 0 ? first : pfn(tokens, run.substring(dash + 1));
      if (last < first || last - first >= OperationRules.MAX_FRAMES - count) {
        throw tokens.wrong(
            run, "a run of frames", "first-last, with " + OperationRules.MAX_FRAMES + " in all");
      }
      int end = count + (int) (last - first) + 1;
      pfns = end > pfns.length ? Arrays.copyOf(pfns, Math.max(end, 2 * pfns.length)) : pfns;
      for (long pfn = first; count < end; pfn++) {
        pfns[count++] = pfn;
      }
    }
    return Arrays.copyOf(pfns, count);
  }

  private static long pfn(Tokens tokens, String word) {
    long pfn = tokens.unsigned(word, "a page-frame number");
    if (pfn < 0 || pfn >= OperationRules.PFN_LIMIT) {
      throw tokens.wrong(word, "a page-frame number", "less than 2^40");
    }
    return pfn;
  }

  static String text(Placement.Exact exact) {
    long[] pfns = exact.pfns();
    StringBuilder text = new StringBuilder("exact " + Numbers.hex(exact.va()) + " frames ");
    text.append(pfns.length == 0 ? "none" : "");
    for (int i = 0; i < pfns.length; ) {
      int end = i + 1;
      while (end < pfns.length && pfns[end] == pfns[end - 1] + 1) {
        end++;
      }
      text.append(i == 0 ? "" : ",").append(Numbers.hex(pfns[i]));
      text.append(end == i + 1 ? "" : "-" + Numbers.hex(pfns[end - 1]));
      i = end;
    }
    return text.toString();
  }
}
