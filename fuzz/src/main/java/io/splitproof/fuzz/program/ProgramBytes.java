package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.MachineConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs as bytes: a version, the number of a machine in {@link Machines}, the kind of clients,
 * then {@value #STEP_BYTES} bytes for each step. Fixed width, so that what mutates bytes blindly
 * cuts and joins whole operations.
 *
 * <p>Every byte string is some program. Every program that {@link #canEncode} accepts survives
 * encoding and decoding unchanged, and so does every program that came out of decoding. Accepted
 * are programs on a machine of the catalogue, without exact placements, with offsets and addresses
 * of 48 signed bits, strides that are 0 to 31 or a power of two up to 2^20, and fault counts up to
 * 71.
 */
public final class ProgramBytes {

  /** First byte; no text begins with it, nor with that of any other version, 0xb0 to 0xbf. */
  public static final byte VERSION = (byte) 0xb3;

  /** Bytes before the first step. */
  public static final int HEADER_BYTES = 3;

  /** Bytes of each step. */
  public static final int STEP_BYTES = StepRecord.BYTES;

  private ProgramBytes() {}

  /** Whether a file with that first byte holds a program in bytes, of whatever version. */
  public static boolean isVersion(int firstByte) {
    return (firstByte & 0xf0) == (VERSION & 0xf0);
  }

  /** Decodes any bytes: what is missing counts as zero, version and surplus steps are ignored. */
  public static Program decode(byte[] bytes) {
    return decode(bytes, bytes.length);
  }

  /** Decodes the first {@code size} bytes of a buffer. */
  public static Program decode(byte[] bytes, int size) {
    List<Machines.Preset> machines = Machines.all();
    int number = size > 1 ? (bytes[1] & 0xff) % machines.size() : 0;
    MachineConfig machine = machines.get(number).machine();
    Clients clients = size > 2 && (bytes[2] & 1) != 0 ? Clients.ANY : Clients.WELL_BEHAVED;
    StepDecoder decoder = new StepDecoder(machine);
    List<Step> steps = new ArrayList<>();
    int at = HEADER_BYTES;
    while (at < size && steps.size() < Program.MAX_STEPS) {
      steps.add(decoder.decode(StepRecord.read(bytes, at, size)));
      at += STEP_BYTES;
    }
    return new Program(machine, clients, steps);
  }

  /**
   * Decodes a file that {@link #encode} should have written.
   *
   * @throws ProgramSyntaxException if its version or its length says otherwise; a file of another
   *     version is refused, not guessed at
   */
  public static Program read(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      String found = bytes.length == 0 ? "an empty file" : "version " + hex(bytes[0]);
      throw new ProgramSyntaxException(
          0, found + " is not a program in bytes; expected version " + hex(VERSION));
    }
    int steps = (bytes.length - HEADER_BYTES) / STEP_BYTES;
    boolean whole = bytes.length >= HEADER_BYTES
        && bytes.length == HEADER_BYTES + steps * STEP_BYTES;
    if (!whole || steps > Program.MAX_STEPS) {
      throw new ProgramSyntaxException(
          0,
          bytes.length + " bytes is not the length of a program; expected " + HEADER_BYTES
              + " and " + STEP_BYTES + " for each of at most " + Program.MAX_STEPS + " steps");
    }
    int machines = Machines.all().size();
    if ((bytes[1] & 0xff) >= machines) {
      throw new ProgramSyntaxException(
          0, "machine " + (bytes[1] & 0xff) + " is not in the catalogue; expected 0 to "
              + (machines - 1));
    }
    return decode(bytes);
  }

  /** Whether {@code program} can be written as bytes. */
  public static boolean canEncode(Program program) {
    return Machines.indexOf(program.machine()) >= 0
        && decode(encodeAnyway(program)).equals(program);
  }

  /**
   * Encodes a program.
   *
   * @throws IllegalArgumentException if {@link #canEncode} says no
   */
  public static byte[] encode(Program program) {
    if (!canEncode(program)) {
      throw new IllegalArgumentException("not expressible in bytes:\n" + program);
    }
    return encodeAnyway(program);
  }

  private static byte[] encodeAnyway(Program program) {
    List<Step> steps = program.steps();
    byte[] bytes = new byte[HEADER_BYTES + steps.size() * STEP_BYTES];
    bytes[0] = VERSION;
    bytes[1] = (byte) Machines.indexOf(program.machine());
    bytes[2] = (byte) program.clients().ordinal();
    for (int i = 0; i < steps.size(); i++) {
      StepEncoder.encode(steps.get(i)).write(bytes, HEADER_BYTES + i * STEP_BYTES);
    }
    return bytes;
  }

  private static String hex(byte value) {
    return Numbers.hex(value & 0xff);
  }
}
