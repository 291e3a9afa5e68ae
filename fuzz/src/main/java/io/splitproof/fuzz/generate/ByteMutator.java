package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import java.util.SplittableRandom;

/**
 * {@link ProgramMutator} over programs in bytes, in the shape of a fuzzing engine's custom mutator:
 * buffers, sizes and a seed. Any bytes may go in; whole programs come out.
 */
public final class ByteMutator {

  private ByteMutator() {}

  /**
   * Changes the program in {@code bytes} in place.
   *
   * @param bytes a buffer of at least {@code maxSize} bytes
   * @param size how many of them are the program
   * @param maxSize how many may be used afterwards
   * @param seed decides everything
   * @return the new size, at most {@code maxSize}
   */
  public static int mutate(byte[] bytes, int size, int maxSize, long seed) {
    Program program = ProgramBytes.decode(bytes, size);
    ProgramMutator mutator = mutator(program.clients(), maxSize, seed);
    return write(mutator.mutate(program), bytes, maxSize);
  }

  /**
   * Writes to {@code out} the beginning of one program followed by the end of another.
   *
   * @param first the program whose machine and clients stay
   * @param second the program whose end is taken
   * @param out a buffer of at least {@code maxSize} bytes
   * @param maxSize how many of them may be used
   * @param seed decides everything
   * @return the size of the result, at most {@code maxSize}
   */
  public static int crossOver(byte[] first, byte[] second, byte[] out, int maxSize, long seed) {
    Program program = ProgramBytes.decode(first);
    ProgramMutator mutator = mutator(program.clients(), maxSize, seed);
    return write(mutator.splice(program, ProgramBytes.decode(second)), out, maxSize);
  }

  private static ProgramMutator mutator(Clients clients, int maxSize, long seed) {
    int room = Math.max(0, maxSize - ProgramBytes.HEADER_BYTES) / ProgramBytes.STEP_BYTES;
    int maxSteps = Math.min(room, ProgramMutator.USUAL_MAX_STEPS);
    return new ProgramMutator(new SplittableRandom(seed), clients, maxSteps);
  }

  private static int write(Program program, byte[] out, int maxSize) {
    byte[] bytes = ProgramBytes.encode(program);
    int size = Math.min(bytes.length, maxSize);
    System.arraycopy(bytes, 0, out, 0, size);
    return size;
  }
}
