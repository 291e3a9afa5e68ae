package io.splitproof.fuzz.campaign;

/** What libFuzzer asks of the code it drives. */
interface FuzzedInputs {

  /** An input was run; keep it if it showed something new. */
  int KEEP = 0;

  /** An input was run; forget it and all it showed. */
  int REJECT = -1;

  /** Stop fuzzing and return to whoever started it. */
  int STOP = -2;

  /** Runs one input; answers one of the constants. */
  int run(byte[] input);

  /** An input close to {@code input}, of at most {@code maxSize} bytes. */
  byte[] mutate(byte[] input, int maxSize, int seed);

  /** An input made of two, of at most {@code maxSize} bytes. */
  byte[] crossOver(byte[] first, byte[] second, int maxSize, int seed);
}
