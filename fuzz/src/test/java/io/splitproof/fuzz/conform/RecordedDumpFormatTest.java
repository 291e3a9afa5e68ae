package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.dump.DumpedTables;
import io.splitproof.fuzz.dump.PtDump;
import io.splitproof.oracle.arch.Geometry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables built from a dump of the kernel print as that dump, letter for letter. */
class RecordedDumpFormatTest {

  static Stream<Path> dumps() throws IOException {
    return Recordings.files(".boot.ptdump.gz").stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  void whatTheKernelPrintedComesBack(Path file) throws IOException {
    String name = file.getFileName().toString();
    String granule = name.contains("16k") ? "16K/48" : name.contains("64k") ? "64K/48" : "4K/48";
    Geometry geometry = Geometry.named(granule);
    String recorded = RecordingReader.text(file);
    DumpedTables tables = DumpedTables.of(geometry, recorded);
    assertEquals(recorded, PtDump.linearMap(geometry, tables, DumpedTables.ROOT));
  }
}
