package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.splitproof.fuzz.conform.Mismatch.Kind;
import io.splitproof.impl.Variants;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything a recording says is compared: change one word and the comparison says so. */
class TamperedRecordingTest {

  private static final String DANGER = "danger4.ops.txt.gz";

  private static List<Mismatch> mismatches(String name, String text) {
    Conformance conformance =
        new Conformance(Variants.byDefault(), config -> Verdicts.NONE);
    return conformance.mismatches(RecordingReader.parse(name, text), 10);
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "STATUS|op 7: ro A 0 5 => ret=0|op 7: ro A 0 5 => ret=-12",
        "WARNINGS|WARN=1[mm/vmalloc.c:412]|WARN=1[arch/arm64/mm/pageattr.c:45]",
        "SPLITS|split_contpte=1 split_pmd=1|split_contpte=1 split_pmd=2",
        "SPLITS|split_contpmd=1|split_contpmd=0",
        "SPLITS|split_pud=1|split_pud=0",
        "SPLITS|op 9: ro C 0 5 => ret=0 split_contpte=1|op 9: ro C 0 5 => ret=0 split_contpte=0",
        "TABLES|pt_alloc=2|pt_alloc=1",
        "FAILPOINT|us=1323|us=1323 failpt_left=3",
        "FLUSHES|fl ffff0000c03d8000-ffff0000c03dc000 x4|fl ffff0000c03d8000-ffff0000c03dc000 x3",
        "FLUSHES|fl ffff8000807ed000-ffff8000807f2000 x1|fl ffff8000807ed000-ffff8000807f1000 x1",
        "FLUSHES|ffff0000c03d8000-ffff8000807f2000 x1 ALL|ffff0000c03d8000-ffff8000807f2000 x1",
        "STATE|V=pte:VRPU/u:00e0000000000783:r-|V=cpte:VRPU/u:00e0000000000783:r-",
        "STATE|V=pte:VRPU/u:00e0000000000783:r-|V=pte:VWPU/u:00e0000000000783:r-",
        "STATE|L=pte:VRPU/pu:00e0000000000787:r-|L=pte:VRPU/u:00e0000000000787:r-",
        "STATE|L=pte:VRPU/pu:00e0000000000787:r-|L=pte:VRPU/pu:00e0000000000783:r-",
        "STATE|L=pte:VRPU/pu:00e0000000000787:r-|L=pte:VRPU/pu:00e0000000000787:rw",
        "GUARD|gd A slot=4 desc=0000000000000080|gd A slot=4 desc=0000000000000081",
        "COUNTS|lmstat pud=2|lmstat pud=3",
        "COUNTS|ro_pages=1756|ro_pages=1757",
        "COUNTS|ptetables=3|ptetables=4",
      })
  void oneChangedWordIsNoticed(Kind kind, String word, String other) throws IOException {
    String text = Recordings.text(DANGER);
    assertNotEquals(-1, text.indexOf(word), "the recording does not say " + word);
    int at = text.indexOf(word);
    String tampered = text.substring(0, at) + other + text.substring(at + word.length());
    List<Mismatch> found = mismatches(DANGER, tampered);
    assertEquals(kind, found.get(0).kind(), found::toString);
  }

  @Test
  void untamperedItConforms() throws IOException {
    assertEquals(List.of(), mismatches(DANGER, Recordings.text(DANGER)));
  }

  @Test
  void aGuardEntryNotRecordedIsNoticed() throws IOException {
    String guard = "gd A slot=4 desc=0000000000000080 (guard page entry is not zero)\n";
    String text = Recordings.text(DANGER).replace(guard, "");
    assertEquals(Kind.GUARD, mismatches(DANGER, text).get(0).kind());
  }

  @Test
  void aRunOfTheLinearMapIsCompared() throws IOException {
    String name = "hot-bbml2.ops.txt.gz";
    String text = Recordings.text(name);
    String tampered = text.replaceFirst("n=496 VWPU/pu attr=00f8", "n=495 VWPU/pu attr=00f8");
    assertEquals(Kind.RUNS, mismatches(name, tampered).get(0).kind());
  }

  @Test
  void anotherFrameIsNoticed() throws IOException {
    // The split happens elsewhere, so the first thing to differ is what the flush covers.
    String text =
        Recordings.text(DANGER)
            .replace(
                "pfn B 0-3 pa=1003dc000-1003df000 lva=ffff0000c03dc000",
                "pfn B 0-3 pa=1103dc000-1103df000 lva=ffff0000d03dc000");
    assertEquals(Kind.STATE, mismatches(DANGER, text).get(0).kind());
  }

  @Test
  void aFailingAllocationThatDoesNotFailIsNoticed() throws IOException {
    String name = "bbml2-6g.ops.txt.gz";
    String text = Recordings.text(name).replaceFirst("failpt 0\n", "failpt -1\n");
    Mismatch first = mismatches(name, text).get(0);
    assertEquals(Kind.STATUS, first.kind(), first::toString);
  }

  @Test
  void aCutListOfFlushesIsStillCounted() throws IOException {
    String name = "bbml2-6g.ops.txt.gz";
    String text = Recordings.text(name).replaceFirst("fl \\.\\.\\. total 701", "fl ... total 702");
    assertEquals(Kind.FLUSHES, mismatches(name, text).get(0).kind());
  }

  @Test
  void whetherAPageIsPresentIsCompared() throws IOException {
    String name = "bbml2-6g.ops.txt.gz";
    String text =
        Recordings.text(name).replaceFirst("present R 3 => ret=0", "present R 3 => ret=1");
    assertEquals(Kind.STATUS, mismatches(name, text).get(0).kind());
  }

  @Test
  void anotherMachineIsNoticedAtOnce() throws IOException {
    String text = Recordings.text(DANGER).replace("init_end_pa=407b0000", "init_end_pa=407c0000");
    assertEquals(Kind.COUNTS, mismatches(DANGER, text).get(0).kind());
  }
}
