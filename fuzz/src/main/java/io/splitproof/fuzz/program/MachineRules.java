package io.splitproof.fuzz.program;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import java.util.List;

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
    String problem = banks(machine);
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
    long room = 1L << geometry.vaBits() - 1;
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
