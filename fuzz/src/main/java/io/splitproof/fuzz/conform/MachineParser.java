package io.splitproof.fuzz.conform;

import io.splitproof.oracle.arch.Geometry;
import java.util.List;

/** Reads the {@code env} lines. */
final class MachineParser {

  private MachineParser() {}

  static RecordedMachine parse(List<RecordedLine> lines) {
    StringBuilder text = new StringBuilder();
    for (RecordedLine line : lines) {
      text.append(line.text()).append(' ');
    }
    RecordedLine first = lines.get(0);
    RecordedLine all = RecordedLine.of(first.file(), first.number(), text.toString());
    RecordedMachine machine =
        new RecordedMachine(
            geometry(all),
            all.hexField("memstart"),
            all.hexField("dram_end"),
            all.hexField("_text_pa"),
            all.hexField("init_begin_pa"),
            all.hexField("init_end_pa"),
            all.hexField("bss_stop_pa"),
            all.numberField("cpu_bbml2") != 0,
            all.numberField("cap_bbml2_noabort") != 0,
            all.numberField("cpus"),
            all.numberField("ng") != 0,
            commandLine(all));
    check(all, machine);
    return machine;
  }

  private static Geometry geometry(RecordedLine line) {
    int page = line.numberField("page");
    int vaBits = line.numberField("va_bits");
    for (Geometry geometry : Geometry.real()) {
      if (geometry.pageBytes() == page && geometry.vaBits() == vaBits) {
        boolean groups =
            geometry.contPtes() == line.numberField("contpte")
                && geometry.contPmds() == line.numberField("contpmd");
        if (groups) {
          return geometry;
        }
      }
    }
    throw line.wrong("no known geometry has page=" + page + " va_bits=" + vaBits);
  }

  private static void check(RecordedLine line, RecordedMachine machine) {
    if (machine.end() <= machine.start()) {
      throw line.wrong("memory ends before it starts");
    }
    long[] places = {
      machine.start(),
      machine.text(),
      machine.initBegin(),
      machine.initEnd(),
      machine.bssStop(),
      machine.end()
    };
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0
          || places[i] % machine.geometry().pageBytes() != 0
          || i > 0 && places[i] < places[i - 1]) {
        throw line.wrong("the kernel image should be whole pages, in order, inside memory");
      }
    }
    if (machine.cpus() < 1) {
      throw line.wrong("cpus= should be at least 1");
    }
    if (line.hexField("page_offset") != machine.geometry().linearStart()) {
      throw line.wrong("page_offset= does not fit va_bits=");
    }
  }

  private static String commandLine(RecordedLine line) {
    String marker = "cmdline=\"";
    int start = line.text().indexOf(marker);
    int end = start < 0 ? -1 : line.text().indexOf('"', start + marker.length());
    if (end < 0) {
      throw line.wrong("no cmdline=\"…\"");
    }
    return line.text().substring(start + marker.length(), end);
  }
}
