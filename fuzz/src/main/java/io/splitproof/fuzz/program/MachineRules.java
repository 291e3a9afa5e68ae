package io.splitproof.fuzz.program;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a machine must be to boot. */
final class MachineRules {

  /** Banks of memory, at most. */
  static final int MAX_BANKS = 16;

  /** CPUs, at most. */
  static final int MAX_CPUS = 64;

  /** Pages of memory, at least: room for the image, a KFENCE pool and tables. */
  private static final int MIN_PAGES = 16384;

  private MachineRules() {}

  /** Why {@code machine} cannot exist and what would be right, in one line; null if it can. */
  static String problem(MachineConfig machine) {
    String problem = machine.geometry().isX86() ? x86(machine) : null;
    if (problem == null) {
      problem = banks(machine);
    }
    if (problem == null) {
      problem = reach(machine);
    }
    if (problem == null) {
      problem = image(machine);
    }
    if (problem == null && (machine.cpus() < 1 || machine.cpus() > MAX_CPUS)) {
      problem = "cpus " + machine.cpus() + "; expected 1 to " + MAX_CPUS;
    }
    return problem;
  }

  /** What x86-64 does not have, or is not judged with; null if there is nothing such. */
  private static String x86(MachineConfig machine) {
    Map<String, Boolean> foreign = new LinkedHashMap<>();
    foreign.put("bbml2 " + Tokens.name(machine.bbml2()), machine.bbml2() != Bbml2.ALL);
    foreign.put("stage early", machine.stage() == Stage.EARLY);
    foreign.put("rodata noalias", machine.rodata() == Rodata.NOALIAS);
    foreign.put("debug_pagealloc", machine.debugPagealloc());
    foreign.put("realm", machine.realm());
    foreign.put("kpti", machine.nonGlobal());
    foreign.put("bti", machine.bti());
    for (Map.Entry<String, Boolean> key : foreign.entrySet()) {
      if (key.getValue()) {
        return key.getKey() + " does not go with " + machine.geometry()
            + "; expected no more than ram, kernel, cpus, rodata full or off, kfence, tables";
      }
    }
    return null;
  }

  private static String banks(MachineConfig machine) {
    List<Bank> banks = machine.banks();
    if (banks.isEmpty() || banks.size() > MAX_BANKS) {
      return banks.size() + " banks of ram; expected 1 to " + MAX_BANKS;
    }
    long page = machine.geometry().pageBytes();
    long previousEnd = -1;
    for (Bank bank : banks) {
      if ((bank.start() | bank.bytes()) % page != 0) {
        return "ram " + text(bank) + " is not page-aligned; expected multiples of " + page;
      }
      boolean inside = bank.start() >= 0 && bank.bytes() > 0 && bank.bytes() <= limit(machine);
      if (!inside || bank.start() > limit(machine) - bank.bytes()) {
        return "ram " + text(bank) + " does not fit; expected at most " + limitText(machine);
      }
      if (bank.start() <= previousEnd) {
        return "ram " + text(bank) + " is out of order; expected ascending banks with holes";
      }
      previousEnd = bank.end();
    }
    return null;
  }

  /** First address memory cannot have: a realm keeps the top bit of 48 for sharing. */
  private static long limit(MachineConfig machine) {
    return machine.realm() ? 1L << 47 : 1L << 48;
  }

  private static String limitText(MachineConfig machine) {
    return machine.realm() ? "47 bits of address in a realm" : "48 bits of address";
  }

  private static String reach(MachineConfig machine) {
    Geometry geometry = machine.geometry();
    List<Bank> banks = machine.banks();
    long mapped = banks.get(banks.size() - 1).end() - machine.memstart();
    long room = geometry.linearEnd() - geometry.linearStart();
    if (mapped > room) {
      return "ram spans "
          + Numbers.size(mapped)
          + "; expected at most "
          + Numbers.size(room)
          + ", the linear map of "
          + geometry;
    }
    long pages = 0;
    for (Bank bank : banks) {
      pages += bank.bytes() >> geometry.pageShift();
    }
    long least = leastBytes(geometry);
    return pages < least >> geometry.pageShift()
        ? "too little ram; expected at least " + Numbers.size(least)
        : null;
  }

  private static long leastBytes(Geometry geometry) {
    return geometry.isSmall()
        ? 2 * geometry.bytes(Geometry.PUD)
        : MIN_PAGES * geometry.pageBytes();
  }

  private static String image(MachineConfig machine) {
    KernelImage kernel = machine.kernel();
    long[] marks = {
      kernel.text(), kernel.stext(), kernel.initBegin(), kernel.initEnd(), kernel.bssStop()
    };
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] % machine.geometry().pageBytes() != 0) {
        return "kernel address " + Numbers.hex(marks[i]) + " is not page-aligned";
      }
      if (i > 0 && marks[i] < marks[i - 1]) {
        return "kernel address " + Numbers.hex(marks[i]) + " is out of order; expected ascending "
            + "_text,_stext,__init_begin,__init_end,__bss_stop";
      }
    }
    boolean empty = kernel.initBegin() == kernel.stext();
    boolean inBank = machine.isBootMemory(kernel.text(), kernel.bssStop() - kernel.text());
    return empty
        ? "kernel has no text; expected __init_begin above _stext"
        : inBank ? null : "kernel image does not lie inside one bank of ram";
  }

  private static String text(Bank bank) {
    return Numbers.hex(bank.start()) + "+" + Numbers.size(bank.bytes());
  }
}
