package io.splitproof.fuzz.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ByteMutatorTest {

  private static final int TRIES = Integer.getInteger("splitproof.totality.tries", 30_000);

  @Property(tries = 300)
  void aSeedGivesTheSameBytes(@ForAll byte[] bytes, @ForAll long seed) {
    byte[] one = Arrays.copyOf(bytes, bytes.length + 500);
    byte[] other = one.clone();
    int size = ByteMutator.mutate(one, bytes.length, one.length, seed);
    assertEquals(size, ByteMutator.mutate(other, bytes.length, other.length, seed));
    assertArrayEquals(one, other);
  }

  @Property(tries = 300)
  void whatComesOutIsAWholeProgramThatFits(
      @ForAll byte[] bytes, @ForAll @IntRange(max = 4000) int maxSize, @ForAll long seed) {
    byte[] buffer = Arrays.copyOf(bytes, Math.max(bytes.length, maxSize));
    int size = ByteMutator.mutate(buffer, bytes.length, maxSize, seed);
    assertTrue(size <= maxSize);
    if (maxSize >= ProgramBytes.HEADER_BYTES) {
      ProgramBytes.read(Arrays.copyOf(buffer, size));
    }
  }

  @Property(tries = 300)
  void crossingOverGivesAWholeProgramThatFits(
      @ForAll byte[] first,
      @ForAll byte[] second,
      @ForAll @IntRange(min = 3, max = 4000) int maxSize,
      @ForAll long seed) {
    byte[] out = new byte[maxSize];
    int size = ByteMutator.crossOver(first, second, out, maxSize, seed);
    Program program = ProgramBytes.read(Arrays.copyOf(out, size));
    assertEquals(ProgramBytes.decode(first).machine(), program.machine());
    assertEquals(ProgramBytes.decode(first).clients(), program.clients());
  }

  @Test
  void longChainsWithNoiseNeverLeaveTheForm() {
    SplittableRandom random = new SplittableRandom(4);
    byte[] buffer = new byte[2400];
    int size = 0;
    long steps = 0;
    for (int i = 0; i < TRIES; i++) {
      size = ByteMutator.mutate(buffer, size, buffer.length, random.nextLong());
      steps += ProgramBytes.decode(buffer, size).steps().size();
      if (random.nextInt(8) == 0) {
        buffer[random.nextInt(size)] = (byte) random.nextInt();
      }
    }
    assertTrue(steps > 2L * TRIES, "average of " + (double) steps / TRIES);
  }

  @Test
  void clientsStayWhatTheyAre() {
    byte[] buffer = Arrays.copyOf(new byte[] {ProgramBytes.VERSION, 0, 1}, 1000);
    int size = ByteMutator.mutate(buffer, 3, buffer.length, 1);
    assertEquals(Clients.ANY, ProgramBytes.decode(buffer, size).clients());
  }
}
