package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Dictionaries for engines that do not know programs: each operation in each of its kinds as a
 * whole record, which goes into a program at any place without moving the others out of step; and
 * each word that programs as text are made of.
 */
final class Dictionaries {

  /** Values of a record's variant byte that choose a kind of operation. */
  private static final int VARIANTS = 2 * StepDecoder.FLAG;

  /** How the operands of an entry are read, and what is read: one page, 16 pages, a whole leaf. */
  private static final List<StepRecord> OPERANDS =
      List.of(operands(0x12, 0, 0), operands(0x17, 15, 0), operands(0x78, 0x12, 0x42));

  private static final List<FaultPlan> PLANS =
      List.of(
          new FaultPlan(FaultPlan.Mode.NTH, 1, FaultPlan.Scope.LINEAR_TABLE),
          new FaultPlan(FaultPlan.Mode.NTH, 2, FaultPlan.Scope.ANY),
          new FaultPlan(FaultPlan.Mode.BUDGET, 0, FaultPlan.Scope.AREA_TABLE),
          FaultPlan.OFF);

  private static final List<Interleaving> COMPANY =
      List.of(new Interleaving(false, List.of(1, 1)), new Interleaving(true, List.of(1)));

  /** In an offset that is read as a frame: no frame before or after the one meant. */
  private static final long EXACTLY_THERE = 8;

  private static final Set<Opcode> ALLOCATING =
      EnumSet.of(Opcode.VMALLOC, Opcode.ALLOC_PAGES, Opcode.KFENCE_INIT);

  /** Characters of the longest word; beyond are addresses of one machine. */
  private static final int LONGEST_WORD = 24;

  private final List<String> lines = new ArrayList<>();
  private final Set<Operation> seen = new HashSet<>();
  private final StepDecoder decoder = new StepDecoder(Machines.standard());

  private Dictionaries() {}

  private static StepRecord operands(int modes, int count, long offset) {
    return new StepRecord(0, 0, 0, 0, 0, 0, modes, 0, count, offset, 0, 0);
  }

  private static StepRecord with(StepRecord operands, Opcode opcode, int variant, Step around) {
    boolean allocates = ALLOCATING.contains(opcode);
    return new StepRecord(
        opcode.ordinal(),
        FaultBytes.fault(around.plan()),
        FaultBytes.count(around.plan()),
        0,
        0,
        variant,
        operands.modes(),
        0,
        operands.count(),
        operands.offset() | (allocates ? EXACTLY_THERE : 0),
        TurnBytes.kind(around.beside()),
        TurnBytes.turns(around.beside()));
  }

  /** For programs in bytes. */
  static List<String> ofRecords() {
    Dictionaries dictionary = new Dictionaries();
    dictionary.lines.add("# Each operation as a whole record; what it says on the first machine.");
    Step alone = new Step(null, null, new Operation.VmUnmapAliases());
    for (Opcode opcode : Opcode.values()) {
      for (int variant = 0; variant < VARIANTS; variant++) {
        for (StepRecord operands : OPERANDS) {
          StepRecord record = with(operands, opcode, variant, alone);
          if (dictionary.seen.add(dictionary.decoder.decode(record).operation())) {
            dictionary.add(record);
          }
        }
      }
    }
    dictionary.addPrefixed();
    return dictionary.lines;
  }

  private void addPrefixed() {
    Operation any = new Operation.VmUnmapAliases();
    for (FaultPlan plan : PLANS) {
      Step around = new Step(plan, null, any);
      add(with(OPERANDS.get(1), Opcode.SET_MEMORY_VALID, 0, around));
    }
    for (Interleaving beside : COMPANY) {
      Step around = new Step(null, beside, any);
      add(with(OPERANDS.get(1), Opcode.SET_MEMORY_VALID, StepDecoder.FLAG, around));
    }
  }

  private void add(StepRecord record) {
    byte[] bytes = new byte[StepRecord.BYTES];
    record.write(bytes, 0);
    StringBuilder entry = new StringBuilder("\"");
    for (byte value : bytes) {
      entry.append(String.format("\\x%02x", value & 0xff));
    }
    lines.add("# " + ProgramText.print(decoder.decode(record), Machines.standard()));
    lines.add(entry.append('"').toString());
  }

  /** For programs as text. */
  static List<String> ofWords() {
    Set<String> words = new TreeSet<>();
    for (Machines.Preset preset : Machines.all()) {
      addWords(words, "preset " + preset.name());
      addWords(words, ProgramText.print(new Program(preset.machine(), Clients.ANY, List.of())));
    }
    List<String> records = ofRecords();
    for (String line : records.subList(1, records.size())) {
      if (line.startsWith("# ")) {
        addWords(words, line.substring(1));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("# Each word that programs are made of.");
    for (String word : words) {
      lines.add('"' + word + '"');
    }
    return lines;
  }

  private static void addWords(Set<String> words, String text) {
    for (String word : text.trim().split("\\s+")) {
      if (word.length() <= LONGEST_WORD) {
        words.add(word);
      }
    }
  }
}
