package io.splitproof.fuzz.program;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.MachineConfig.TablePlacement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the keys of one machine over a base. */
final class MachineParser {

  private static final List<Geometry> GEOMETRIES =
      Stream.of(Geometry.real(), Geometry.small(), List.of(Geometry.x86()))
          .flatMap(List::stream)
          .toList();

  private static final String KEYS =
      "a geometry ("
          + String.join(", ", GEOMETRIES.stream().map(Geometry::name).toList())
          + ") or one of ram, kernel, bbml2, cpus, rodata, kfence, tables, stage,"
          + " debug_pagealloc, realm, kpti, bti, preset";

  private final Tokens tokens;
  private final Set<String> seen = new HashSet<>();
  private Geometry geometry;
  private List<Bank> baseBanks;
  private List<Bank> banks;
  private KernelImage kernel;
  private Bbml2 bbml2;
  private int cpus;
  private Rodata rodata;
  private Kfence kfence;
  private TablePlacement tables;
  private Stage stage;
  private boolean debugPagealloc;
  private boolean realm;
  private boolean kpti;
  private boolean bti;

  private MachineParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Takes all of {@code tokens}. */
  static MachineConfig parse(Tokens tokens, MachineConfig base) {
    MachineParser parser = new MachineParser(tokens);
    parser.startFrom(base);
    while (!tokens.atEnd()) {
      parser.key(tokens.take("a key"));
    }
    return parser.machine();
  }

  private void startFrom(MachineConfig base) {
    geometry = base.geometry();
    banks = base.banks();
    baseBanks = banks;
    kernel = base.kernel();
    bbml2 = base.bbml2();
    cpus = base.cpus();
    rodata = base.rodata();
    kfence = base.kfence();
    tables = base.tables();
    stage = base.stage();
    debugPagealloc = base.debugPagealloc();
    realm = base.realm();
    kpti = base.nonGlobal();
    bti = base.bti();
  }

  private void key(String word) {
    boolean on = !word.startsWith("no-");
    String key = word.contains("/") ? "geometry" : on ? word : word.substring(3);
    if (!seen.add(key)) {
      String quoted = ProgramSyntaxException.quote(word);
      throw tokens.complaint(quoted + " is given twice; expected each key once");
    }
    switch (key) {
      case "geometry" -> geometry = geometry(word);
      case "debug_pagealloc" -> debugPagealloc = on;
      case "realm" -> realm = on;
      case "kpti" -> kpti = on;
      case "bti" -> bti = on;
      default -> valued(word);
    }
  }

  private void valued(String word) {
    switch (word) {
      case "preset" -> preset();
      case "ram" -> banks = banks(tokens.take("banks such as 0x40000000+4G"));
      case "kernel" -> kernel = kernel(tokens.take("five kernel addresses"));
      case "bbml2" -> bbml2 = tokens.choice("which CPUs have BBML2", Bbml2.values());
      case "cpus" -> cpus = tokens.takeInt("a number of CPUs");
      case "rodata" -> rodata = tokens.choice("a rodata setting", Rodata.values());
      case "kfence" -> kfence = tokens.choice("when KFENCE starts", Kfence.values());
      case "tables" -> tables = tokens.choice("a place for tables", TablePlacement.values());
      case "stage" -> stage = tokens.choice("a stage", Stage.values());
      default -> throw tokens.wrong(word, "a machine key", KEYS);
    }
  }

  private Geometry geometry(String word) {
    return GEOMETRIES.stream()
        .filter(known -> known.name().equals(word))
        .findFirst()
        .orElseThrow(() -> tokens.wrong(word, "a geometry", KEYS));
  }

  private void preset() {
    String word = tokens.take("a preset name");
    MachineConfig preset = Machines.named(word);
    if (seen.size() > 1 || preset == null) {
      throw tokens.wrong(
          word, "a preset", "before other keys, one of " + String.join(", ", Machines.names()));
    }
    startFrom(preset);
  }

  private List<Bank> banks(String word) {
    List<Bank> list = new ArrayList<>();
    for (String bank : word.split(",", -1)) {
      int plus = bank.indexOf('+');
      if (plus < 0 || list.size() == MachineRules.MAX_BANKS) {
        String expected = "START+SIZE, at most " + MachineRules.MAX_BANKS + " of them";
        throw tokens.wrong(bank, "a bank", expected);
      }
      long start = tokens.unsigned(bank.substring(0, plus), "the start of a bank");
      long bytes = tokens.unsigned(bank.substring(plus + 1), "the size of a bank");
      list.add(new Bank(start, bytes));
    }
    return List.copyOf(list);
  }

  private KernelImage kernel(String word) {
    String[] marks = word.split(",", -1);
    if (marks.length != 5) {
      throw tokens.wrong(
          word, "a kernel image", "_text,_stext,__init_begin,__init_end,__bss_stop");
    }
    long[] pas = new long[5];
    for (int i = 0; i < 5; i++) {
      pas[i] = tokens.unsigned(marks[i], "a kernel address");
    }
    return new KernelImage(pas[0], pas[1], pas[2], pas[3], pas[4]);
  }

  private MachineConfig machine() {
    if (!seen.contains("kernel")) {
      boolean other = seen.contains("geometry");
      KernelImage image = other ? KernelImages.of(geometry) : kernel;
      long from = other ? KernelImages.MEMORY : baseBanks.get(0).start();
      kernel = KernelImages.moved(image, banks.get(0).start() - from);
    }
    MachineConfig machine = build();
    String problem = MachineRules.problem(machine);
    if (problem != null) {
      throw tokens.complaint(problem);
    }
    return machine;
  }

  private MachineConfig build() {
    return new MachineConfig(
        geometry, banks, kernel, bbml2, cpus, rodata, kfence, debugPagealloc, realm, kpti, bti,
        tables, stage);
  }
}
