package io.splitproof.fuzz.campaign;

import io.splitproof.fuzz.generate.ProgramGenerator;
import io.splitproof.fuzz.generate.ProgramMutator;
import io.splitproof.fuzz.program.Clients;
import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramBytes;
import io.splitproof.fuzz.run.Fleet;
import io.splitproof.oracle.contract.MachineConfig;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What the engine's bytes mean in one campaign, and how they change: as programs, operation by
 * operation. The campaign fixes the clients and may fix the machine, whatever the bytes say.
 */
final class ProgramInputs {

  /** Steps in the longest program a campaign makes. */
  static final int MAX_STEPS = 64;

  /** Bytes of that. */
  static final int MAX_BYTES = ProgramBytes.HEADER_BYTES + MAX_STEPS * ProgramBytes.STEP_BYTES;

  private static final int PERCENT = 100;

  /** Of a hundred changed programs, how many are new ones instead. */
  private static final int FRESH = 15;

  /** Of a hundred programs to change, how many move to another machine first. */
  private static final int MOVED = 15;

  /** Of a hundred pairs offered for crossing, how many are crossed; the others only change. */
  private static final int CROSSED = 20;

  private final Clients clients;
  private final MachineConfig machine;
  private final MachineConfig carrier;
  private final Fleet fleet;

  /** What {@link #write} made last: most often it comes right back to be read. */
  private byte[] written = {};

  /** What that was made of; null if reading it gives something else. */
  private Program source;

  /**
   * Creates the inputs of a campaign.
   *
   * @param machine the machine of all programs; null if each has its own
   * @param fleet the machines to choose from
   */
  ProgramInputs(Clients clients, MachineConfig machine, Fleet fleet) {
    this.fleet = fleet;
    int number = machine == null ? -1 : Machines.indexOf(machine);
    this.clients = clients;
    this.machine = number < 0 ? machine : Machines.all().get(number).machine();
    this.carrier = number < 0 && machine != null ? carrierOf(machine) : this.machine;
  }

  /** Bytes can only name machines of the catalogue: one that reads operands the same way. */
  private static MachineConfig carrierOf(MachineConfig machine) {
    for (Machines.Preset preset : Machines.all()) {
      if (preset.machine().geometry().equals(machine.geometry())) {
        return preset.machine();
      }
    }
    throw new AssertionError("no machine of the catalogue has " + machine.geometry());
  }

  /** The program that {@code bytes} stand for. */
  Program read(byte[] bytes) {
    if (source != null && Arrays.equals(bytes, written)) {
      return source;
    }
    Program program = ProgramBytes.decode(bytes);
    MachineConfig own = machine != null ? machine : fleet.insteadOf(program.machine());
    if (program.machine() != own) {
      program = program.withMachine(own);
    }
    return program.clients() == clients ? program : program.withClients(clients);
  }

  /** Bytes that {@link #read} makes {@code program} of. */
  byte[] write(Program program) {
    written = ProgramBytes.encode(carrier == null ? program : program.withMachine(carrier));
    boolean ownMachine =
        machine == null ? fleet.has(program.machine()) : machine.equals(program.machine());
    source = ownMachine && program.clients() == clients ? program : null;
    return written;
  }

  /** A new program on any machine or the fixed one. */
  Program fresh(SplittableRandom random) {
    return generate(anyMachine(random), MAX_STEPS, random);
  }

  /** A new program of at most {@code maxSize} bytes, on any machine or the fixed one. */
  byte[] fresh(int maxSize, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return fresh(anyMachine(random), maxSize, random);
  }

  /** A new program on {@code suggested}, or on the fixed machine. */
  byte[] fresh(MachineConfig suggested, int maxSize, SplittableRandom random) {
    return write(generate(suggested, maxSteps(maxSize), random));
  }

  private Program generate(MachineConfig suggested, int most, SplittableRandom random) {
    int steps = Math.min(most, 1 + below(random, Math.max(1, most)));
    ProgramGenerator generator = new ProgramGenerator(random, clients, fleet);
    return generator.next(machine == null ? suggested : machine, steps);
  }

  /** A program close to {@code input}, or now and then a new one. */
  byte[] mutate(byte[] input, int maxSize, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean empty = input.length <= ProgramBytes.HEADER_BYTES;
    if (empty || below(random, PERCENT) < FRESH) {
      return fresh(maxSize, random.nextLong());
    }
    return write(mutator(random, maxSize).mutate(moved(read(input), random)));
  }

  /** A program of the beginning of one and the end of the other, or one close to the first. */
  byte[] crossOver(byte[] first, byte[] second, int maxSize, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (below(random, PERCENT) >= CROSSED) {
      return mutate(first, maxSize, random.nextLong());
    }
    ProgramMutator mutator = mutator(random, maxSize);
    Program crossed = mutator.splice(read(first), read(second));
    return write(below(random, 2) != 0 ? mutator.mutate(crossed) : crossed);
  }

  private Program moved(Program program, SplittableRandom random) {
    boolean move = machine == null && below(random, PERCENT) < MOVED;
    return move ? program.withMachine(anyMachine(random)) : program;
  }

  private MachineConfig anyMachine(SplittableRandom random) {
    return fleet.all().get(below(random, fleet.all().size())).machine();
  }

  private ProgramMutator mutator(SplittableRandom random, int maxSize) {
    return new ProgramMutator(random, clients, maxSteps(maxSize), fleet);
  }

  /** From 0 to {@code bound - 1}; unlike the JDK's own way, the same on every JDK. */
  private static int below(SplittableRandom random, int bound) {
    return (int) ((random.nextLong() >>> 1) % bound);
  }

  private static int maxSteps(int maxSize) {
    int room = Math.max(0, maxSize - ProgramBytes.HEADER_BYTES) / ProgramBytes.STEP_BYTES;
    return Math.min(room, MAX_STEPS);
  }
}
