package io.splitproof.oracle.checks;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.StateDigest;

/** Which CPUs are online, what they have, which of them runs, and which may be walking tables. */
final class Cpus implements MachineEvents {

  /** CPUs that are told apart; any more count as the last one. */
  static final int MOST = 64;

  private final long onlineAtBoot;
  private final long bbml2AtBoot;
  private long online;
  private long bbml2;
  private int running;
  private int lane;
  private int stopped;

  Cpus(MachineConfig config) {
    int count = config.stage() == Stage.BOOTED ? config.cpus() : 1;
    onlineAtBoot = mask(count);
    long all = config.bbml2() == Bbml2.ALL ? onlineAtBoot : 1;
    bbml2AtBoot = config.bbml2() == Bbml2.NONE ? 0 : all;
    reset();
  }

  private static long mask(int count) {
    return count >= MOST ? -1L : (1L << count) - 1;
  }

  /** Back to the moment after boot. */
  void reset() {
    online = onlineAtBoot;
    bbml2 = bbml2AtBoot;
    begin();
  }

  /** An operation begins. */
  void begin() {
    running = 0;
    lane = 0;
    stopped = 0;
  }

  void digest(StateDigest digest) {
    digest.add(online);
    digest.add(bbml2);
  }

  /** Number of the CPU that runs. */
  int running() {
    return running;
  }

  /** Which of two operations under way runs: 0 the first, or the only one, 1 the second. */
  int lane() {
    return lane;
  }

  /** One bit for each CPU that is online. */
  long online() {
    return online;
  }

  /** One bit for each CPU that may be walking the kernel's tables now. */
  long watching() {
    return stopped > 0 ? 1L << running : online;
  }

  /** One bit for each CPU that may be walking now and has no FEAT_BBM level 2. */
  long watchingWithoutBbml2() {
    return watching() & ~bbml2;
  }

  /** One bit for each CPU that is online, parked or not, and has no FEAT_BBM level 2. */
  long onlineWithoutBbml2() {
    return online & ~bbml2;
  }

  /** The CPUs of {@code mask} in words, for reports. */
  static String describe(long mask) {
    StringBuilder text = new StringBuilder(Long.bitCount(mask) == 1 ? "CPU" : "CPUs");
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      text.append(rest == mask ? " " : ", ").append(Long.numberOfTrailingZeros(rest));
    }
    return text.toString();
  }

  @Override
  public void runningOn(int cpu) {
    running = Math.min(cpu, MOST - 1);
    lane = Math.min(cpu, 1);
  }

  @Override
  public void interrupted() {
    lane = 1;
  }

  @Override
  public void resumed() {
    lane = 0;
  }

  @Override
  public void cpuOnline(int cpu, boolean hasBbml2) {
    long bit = 1L << Math.min(cpu, MOST - 1);
    online |= bit;
    bbml2 = hasBbml2 ? bbml2 | bit : bbml2 & ~bit;
  }

  @Override
  public void entered(Context context) {
    stopped += context == Context.STOP_MACHINE ? 1 : 0;
  }

  @Override
  public void left(Context context) {
    stopped -= context == Context.STOP_MACHINE ? 1 : 0;
  }
}
