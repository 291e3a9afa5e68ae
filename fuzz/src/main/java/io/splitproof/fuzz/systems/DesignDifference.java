package io.splitproof.fuzz.systems;

import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.replay.Difference;
import io.splitproof.fuzz.replay.Parting;
import io.splitproof.impl.Variant;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Warning;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What systems do differently on purpose, where the judge finds nothing wrong with either. Each is
 * as narrow as it can be: of pages, every single one that differs must be one of those it is about.
 */
public enum DesignDifference {

  /** Which parts of the image's linear alias are read-only, and as what memory they are mapped. */
  IMAGE_ALIAS("versions differ in which of the kernel image's linear alias they make read-only") {
    @Override
    boolean fits(Program program, Parting parting, Difference difference) {
      Operation operation = operation(program, parting);
      boolean changes =
          operation == null
              || operation instanceof Operation.FinalizeCapabilities
              || operation instanceof Operation.MarkRodataRo;
      MachineConfig machine = program.machine();
      KernelImage image = machine.kernel();
      long page = machine.geometry().pageBytes();
      long start = machine.linearVa(Geometry.alignDown(image.text(), page));
      long end = machine.linearVa(Geometry.alignUp(image.bssStop(), page));
      return changes && difference.start() >= start && difference.end() <= end;
    }
  },

  /** Which frames are tables, where frames that nobody owns are not mapped. */
  TABLE_FRAMES("with debug_pagealloc free pages are not mapped, and tables are in other frames") {
    @Override
    boolean fits(Program program, Parting parting, Difference difference) {
      boolean mappedOnce = difference.one().equals(FAULT) != difference.other().equals(FAULT);
      return program.machine().debugPagealloc() && mappedOnce;
    }
  },

  /** Which allocation is the one that fails. */
  FAILED_ALLOCATION("allocations fail by number, and they make different numbers of them") {
    @Override
    boolean fits(Program program, Variant one, Variant other, Parting parting) {
      FaultPlan plan = FaultPlan.OFF;
      for (Step step : program.steps().subList(0, last(program, parting))) {
        plan = step.plan() == null ? plan : step.plan();
      }
      return plan.mode() != FaultPlan.Mode.OFF
          && (parting.one() + parting.other()).contains("ENOMEM");
    }
  },

  /** What may be split, and which CPUs may come up, before all of them are known. */
  BEFORE_CAPABILITIES("they promise different things before all CPUs are known") {
    @Override
    boolean fits(Program program, Variant one, Variant other, Parting parting) {
      String refusal = Warning.SPLIT_BEFORE_FINALIZED.name();
      boolean refused =
          parting.one().contains(refusal) != parting.other().contains(refusal)
              || operation(program, parting) instanceof Operation.CpuUp;
      return !one.design().equals(other.design()) && refused;
    }
  },

  /** Which of them needs tables when all CPUs are known. */
  REPAINT("one repaints when all CPUs are known, and panics without tables; the other needs none") {
    @Override
    boolean fits(Program program, Variant one, Variant other, Parting parting) {
      boolean died = parting.one().startsWith(DIED) != parting.other().startsWith(DIED);
      return one.design().pagesFirst() != other.design().pagesFirst()
          && operation(program, parting) instanceof Operation.FinalizeCapabilities
          && died;
    }
  };

  /** What a page permits that cannot be reached. */
  private static final String FAULT = "fault";

  /** How an outcome begins after which nothing follows. */
  private static final String DIED = "died";

  private final String words;

  DesignDifference(String words) {
    this.words = words;
  }

  /**
   * Why two systems part there by design; empty if that does not say all of it.
   *
   * @param parting one where the judge has nothing to say of either
   */
  static Set<DesignDifference> of(
      Program program, Variant one, Variant other, Parting parting) {
    Set<DesignDifference> reasons = EnumSet.noneOf(DesignDifference.class);
    for (Difference difference : parting.differences()) {
      DesignDifference reason =
          Arrays.stream(values())
              .filter(
                  it ->
                      difference.place().equals("linear")
                          ? it.fits(program, parting, difference)
                          : parting.what().equals("outcome")
                              && it.fits(program, one, other, parting))
              .findFirst()
              .orElse(null);
      if (reason == null) {
        return Set.of();
      }
      reasons.add(reason);
    }
    return reasons;
  }

  /** What is different, in a sentence. */
  public String words() {
    return words;
  }

  /** Whether that is why pages of the linear map permit something else. */
  boolean fits(Program program, Parting parting, Difference difference) {
    return false;
  }

  /** Whether that is why a step ends in another way. */
  boolean fits(Program program, Variant one, Variant other, Parting parting) {
    return false;
  }

  /** Steps up to the one after which they part, that one included. */
  private static int last(Program program, Parting parting) {
    return Math.min(program.steps().size(), Math.max(0, parting.step() + 1));
  }

  /** The operation after which they part; null for boot and for the end. */
  private static Operation operation(Program program, Parting parting) {
    boolean step = parting.step() >= 0 && parting.step() < program.steps().size();
    return step ? program.steps().get(parting.step()).operation() : null;
  }
}
