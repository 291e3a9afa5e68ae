package io.splitproof.fuzz.exhaustive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovesTest {

  private static final MachineConfig TINY = Machines.named("tiny");
  private static final List<Step> ALPHABET =
      List.of(
          ProgramText.parseStep("vm_unmap_aliases", TINY),
          ProgramText.parseStep("cpu_up bbml2", TINY));

  private static String text(int... moves) {
    StringBuilder text = new StringBuilder();
    for (Step step : new Moves(ALPHABET).steps(moves, moves.length)) {
      text.append(ProgramText.print(step, TINY)).append('\n');
    }
    return text.toString();
  }

  @Test
  void plainMovesSayNothingOfPlans() {
    assertEquals("cpu_up bbml2\nvm_unmap_aliases\n", text(Moves.plain(1), Moves.plain(0)));
  }

  @Test
  void aPlanIsForOneMove() {
    assertEquals(
        "fail nth 2 any: cpu_up bbml2\nfail off: cpu_up bbml2\ncpu_up bbml2\n",
        text(Moves.failingOnce(1, 2), Moves.plain(1), Moves.plain(1)));
  }

  @Test
  void allAllocationsFromOneOnFailOnceTheBudgetIsSpent() {
    assertEquals(
        "fail budget 2 any: vm_unmap_aliases\nfail budget 62 any: cpu_up bbml2\n",
        text(Moves.failingFrom(0, 3), Moves.failingFrom(1, Moves.MOST_ALLOCATIONS)));
  }
}
