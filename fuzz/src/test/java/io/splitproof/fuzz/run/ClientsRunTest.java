package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.fuzz.program.Step;
import io.splitproof.impl.Variant;
import io.splitproof.impl.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Clients under the judge: each call by itself, and what they leave. */
class ClientsRunTest {

  private static final Variant LINUX = Variants.byDefault();

  private static final String MODULE =
      "A0 = module_load text 3 rodata 2 data 4 near 0x80000\nmodule_unload A0\n";

  private static Trace trace(Variant variant, String program) {
    return Trace.of(ProgramText.parse(program), variant);
  }

  /** Programs of clients alone, some of whose allocations fail. */
  private static List<Program> ofClients(int count) {
    ProgramGenerator generator =
        new ProgramGenerator(new SplittableRandom(11), Clients.WELL_BEHAVED);
    List<Program> programs = new ArrayList<>();
    while (programs.size() < count) {
      Program program = generator.next();
      List<Step> steps =
          program.steps().stream().filter(step -> step.operation() instanceof Client).toList();
      if (steps.size() > 3) {
        programs.add(program.withSteps(steps));
      }
    }
    return programs;
  }

  @Test
  void aTraceShowsTheCallsBelowTheClient() {
    List<String> lines = trace(LINUX, MODULE).text().lines().map(String::stripTrailing).toList();
    assertTrue(lines.get(2).startsWith("   0  A0 = module_load text 3 rodata 2 data 4"));
    assertTrue(lines.get(3).startsWith("        A0 = vmalloc 3 reset near 0x80000"));
    assertTrue(lines.get(10).startsWith("   1  module_unload A0"), lines.get(10));
  }

  @Test
  void callsAreCountedAndClientsThatCallNothingAreSkipped() {
    RunResult result = trace(LINUX, MODULE + "module_unload A0\nkfence_alloc 999\n").result();
    assertTrue(result.isClean());
    assertEquals(11, result.applied());
    assertEquals(1, result.skipped());
  }

  @Test
  void theCallIsBlamedNotTheClient() {
    Variant bug = Variants.named("vfree-without-reset");
    Trace trace = trace(bug, MODULE + "vm_unmap_aliases\n");
    assertEquals(1, trace.result().step());
    assertEquals("vfree", trace.result().divergence().operation());
    TraceStep last = trace.steps().get(trace.steps().size() - 1);
    assertTrue(last.call() && last.text().startsWith("vfree A"), last.text());
  }

  @Test
  void aStepWrittenBesideAClientRunsAfterIt() {
    RunResult result =
        trace(LINUX, "A0 = kprobe_slot_alloc near 0x80000\nbeside 1 1: vfree A0\n").result();
    assertTrue(result.isClean());
    assertEquals(3, result.applied());
  }

  @Test
  void v7LeavesTheAliasOfKprobesPagesWritable() {
    String program = "A0 = kprobe_slot_alloc near 0x80000\nkprobe_slot_free A0\n";
    assertNull(trace(LINUX, program).result().divergence());
    String signature = trace(Variants.named("v7"), program).result().divergence().signature();
    assertTrue(signature.startsWith("alias:kprobe_slot_alloc:frame left:"), signature);
  }

  @Test
  void linuxPassesClientsOfEveryKindWithAllocationsFailing() {
    Runner runner = Runner.thorough(LINUX);
    for (Program program : ofClients(300)) {
      RunResult result = runner.run(program);
      assertTrue(result.isClean(), () -> program + "\n" + result.divergence());
    }
  }

  @Test
  void noCallOfAClientIsObjectedTo() {
    Runner runner = Runner.thorough(LINUX);
    List<String> objections = new ArrayList<>();
    for (Program program : ofClients(300)) {
      runner.run(
          program,
          new RunListener() {
            @Override
            public void refused(int index, Step call, String objection) {
              boolean absent = objection.matches("there is no .*|.* already|.* has no such page");
              if (!absent) {
                objections.add(objection + ":\n" + program);
              }
            }
          });
    }
    assertEquals(List.of(), objections);
  }

  @Test
  void clientsKeepTheResetContract() {
    Runner runner = Runner.thorough(Variants.named("reset-relies-on-contract"));
    for (Program program : ofClients(300)) {
      RunResult result = runner.run(program);
      assertTrue(result.isClean(), () -> program + "\n" + result.divergence());
    }
  }
}
