package io.splitproof.fuzz.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import io.splitproof.impl.Variant;
import io.splitproof.impl.kernel.ExecutorCache;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A program makes the kernel of {@code -Dsplitproof.tree} do the same whatever ran before it, and
 * whether it was sent ahead or not. Executors go to {@code -Dsplitproof.cache}.
 */
@EnabledIfSystemProperty(named = "splitproof.tree", matches = ".+")
class KernelResetTest {

  private static final int OTHERS = 1000;
  private static final String DEATH =
      "A0 = vmalloc 4 near 0x801f0\nset_memory_ro A0[0] 2\nset_memory_ro A0[0] -1\n";

  private final Everything heard = new Everything();
  private Runner runner;

  @BeforeEach
  void boot() throws IOException {
    runner = new Runner(kernel(), Checks.ALL, heard.events, false);
  }

  private static Variant kernel() throws IOException {
    String tree = System.getProperty("splitproof.tree");
    Path cache = Path.of(System.getProperty("splitproof.cache", "target/kernel"));
    Path sources = Path.of(System.getProperty("splitproof.home", "..")).resolve("impl/kernel");
    return new KernelVariant(tree, new ExecutorCache(Path.of(tree), sources, cache, line -> {}));
  }

  private static List<Program> programs(int seed, Clients clients, int count) {
    ProgramGenerator generator = new ProgramGenerator(new SplittableRandom(seed), clients);
    return Stream.generate(() -> generator.next(Machines.standard(), 32)).limit(count).toList();
  }

  @Test
  void aProgramDoesTheSameAfterAThousandOthers() {
    List<Program> programs = programs(1, Clients.WELL_BEHAVED, 20);
    List<String> before = programs.stream().map(this::events).toList();
    programs(2, Clients.WELL_BEHAVED, OTHERS / 2).forEach(runner::run);
    programs(3, Clients.ANY, OTHERS / 2).forEach(runner::run);
    for (int i = 0; i < programs.size(); i++) {
      assertEquals(before.get(i), events(programs.get(i)), programs.get(i)::toString);
    }
  }

  @Test
  void aProgramDoesTheSameAfterADeath() {
    Program death =
        ProgramText.parse("machine 4K/48 ram 0x40000000+4G\nclients any\n" + DEATH)
            .withMachine(Machines.standard());
    for (Program program : programs(4, Clients.WELL_BEHAVED, 20)) {
      String before = events(program);
      assertTrue(events(death).contains("panicked"), "nobody died");
      assertEquals(before, events(program), program::toString);
    }
  }

  @Test
  void whatIsSentAheadChangesNothing() throws IOException {
    Everything waiting = new Everything();
    Runner other = new Runner(new OneByOne(kernel()), Checks.ALL, waiting.events, false);
    for (Clients clients : Clients.values()) {
      for (Program program : programs(5, clients, 100)) {
        assertEquals(waiting.of(other, program), events(program), program::toString);
      }
    }
  }

  private String events(Program program) {
    return heard.of(runner, program);
  }

  /** Every event with all that it says. */
  private static final class Everything {

    private final StringBuilder text = new StringBuilder();
    private final MachineEvents events =
        (MachineEvents)
            Proxy.newProxyInstance(
                MachineEvents.class.getClassLoader(),
                new Class<?>[] {MachineEvents.class},
                (proxy, method, arguments) -> {
                  text.append(method.getName()).append(Arrays.deepToString(arguments));
                  return null;
                });

    String of(Runner runner, Program program) {
      runner.machine(program.machine());
      text.setLength(0);
      return runner.run(program) + "\n" + text;
    }
  }

  /** A variant whose machines are told nothing in advance. */
  private record OneByOne(Variant variant) implements Variant {

    @Override
    public String name() {
      return variant.name();
    }

    @Override
    public String provenance() {
      return variant.provenance();
    }

    @Override
    public Design design() {
      return variant.design();
    }

    @Override
    public Machine boot(MachineConfig config, MachineEvents events) {
      Machine machine = variant.boot(config, events);
      return (Machine)
          Proxy.newProxyInstance(
              Machine.class.getClassLoader(),
              new Class<?>[] {Machine.class},
              (proxy, method, arguments) ->
                  method.getName().equals("worksAhead")
                      ? Boolean.FALSE
                      : method.invoke(machine, arguments));
    }
  }
}
