package io.splitproof.fuzz.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A judge that disagrees is heard; where the recorded caller broke the rules it is misuse. */
class JudgedReplayTest {

  /** Disagrees with every set_memory_*, and objects to everything or nothing. */
  private static final class Grumbler implements Verdicts {

    private final boolean objects;
    private boolean last;

    Grumbler(boolean objects) {
      this.objects = objects;
    }

    @Override
    public MachineEvents events() {
      return MachineEvents.NONE;
    }

    @Override
    public String attach(Machine machine) {
      return null;
    }

    @Override
    public String objection(Operation operation) {
      return objects ? "not done" : null;
    }

    @Override
    public void expect(Operation operation) {
      last = operation instanceof Operation.SetMemory;
    }

    @Override
    public String judge(Outcome outcome) {
      return last ? "I disagree" : null;
    }

    @Override
    public String audit() {
      return objects ? null : "I disagree with it all";
    }
  }

  private static ConformanceResult replay(Verdicts judge) throws IOException {
    Conformance conformance = new Conformance(Variants.byDefault(), config -> judge);
    return conformance.run(Recordings.folder().resolve("danger4.ops.txt.gz"));
  }

  @Test
  void aDisagreementIsAMismatch() throws IOException {
    ConformanceResult result = replay(new Grumbler(false));
    assertEquals(4, result.mismatches());
    assertEquals(Mismatch.Kind.ORACLE, result.first().kind());
    assertTrue(result.first().toString().contains("ro A 0 5"), result.first()::toString);
  }

  @Test
  void aDisagreementOverMisuseIsNot() throws IOException {
    ConformanceResult result = replay(new Grumbler(true));
    assertEquals(0, result.mismatches());
    assertEquals(3, result.misuse().size());
    assertTrue(result.misuse().get(0).contains("not done"), result.misuse()::toString);
  }
}
