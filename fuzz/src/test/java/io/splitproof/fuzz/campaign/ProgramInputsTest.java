package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ProgramInputsTest {

  private static final int TRIES = 200;

  private static final Fleet FLEET = Fleet.byDefault();

  private final ProgramInputs inputs =
      new ProgramInputs(Clients.WELL_BEHAVED, null, FLEET);

  @Property(tries = TRIES)
  void anyInputChangesIntoAWholeProgram(
      @ForAll @Size(max = 300) byte[] input, @ForAll @IntRange(min = 3, max = 1155) int maxSize) {
    byte[] changed = inputs.mutate(input, maxSize, input.length);
    assertTrue(changed.length <= maxSize);
    assertEquals(ProgramBytes.read(changed), inputs.read(changed));
    assertEquals(Clients.WELL_BEHAVED, inputs.read(changed).clients());
  }

  @Property(tries = TRIES)
  void twoInputsCrossIntoAWholeProgram(
      @ForAll @Size(max = 300) byte[] first, @ForAll @Size(max = 300) byte[] second) {
    byte[] crossed = inputs.crossOver(first, second, ProgramInputs.MAX_BYTES, first.length);
    assertEquals(ProgramBytes.read(crossed), inputs.read(crossed));
  }

  @Property(tries = TRIES)
  void theSeedDecidesEverything(@ForAll @Size(max = 300) byte[] input, @ForAll int seed) {
    assertArrayEquals(inputs.mutate(input, 1155, seed), inputs.mutate(input, 1155, seed));
  }

  @Property(tries = TRIES)
  void aFixedMachineIsTheMachineOfEveryProgram(
      @ForAll @Size(max = 300) byte[] input, @ForAll int seed) {
    String text = "16K/48 ram 0x80000000+3G bbml2 boot";
    MachineConfig machine = MachineText.parse(text, Machines.standard());
    assertEquals(-1, Machines.indexOf(machine));
    ProgramInputs fixed = new ProgramInputs(Clients.ANY, machine, FLEET);
    assertEquals(machine, fixed.read(input).machine());
    byte[] changed = fixed.mutate(input, 1155, seed);
    Program program = fixed.read(changed);
    assertEquals(machine, program.machine());
    assertArrayEquals(changed, fixed.write(program));
  }

  @Property(tries = TRIES)
  void whatWasJustWrittenReadsLikeTheBytesAlone(@ForAll long seed, @ForAll boolean any) {
    Clients clients = any ? Clients.ANY : Clients.WELL_BEHAVED;
    ProgramInputs writer = new ProgramInputs(clients, null, FLEET);
    byte[] bytes = writer.fresh(ProgramInputs.MAX_BYTES, seed);
    assertEquals(new ProgramInputs(clients, null, FLEET).read(bytes), writer.read(bytes));
  }

  @Example
  void aProgramOfOtherClientsIsReadAsOneOfTheseClients() {
    Program program =
        new ProgramInputs(Clients.ANY, null, FLEET).fresh(new SplittableRandom(1));
    assertEquals(Clients.WELL_BEHAVED, inputs.read(inputs.write(program)).clients());
  }
}
