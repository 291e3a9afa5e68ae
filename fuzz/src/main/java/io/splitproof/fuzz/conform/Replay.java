package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedObject.Kind;
import io.splitproof.fuzz.conform.RecordedStep.FailPoint;
import io.splitproof.fuzz.conform.RecordedStep.RecordedOperation;
import io.splitproof.fuzz.conform.Recording.Sequence;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.Placement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Carries a recording out on a machine, on the recorded frames and addresses, and compares after
 * every step. What the recorder and the kernel did between the lines is done too: the clean-up
 * before every sequence, the worker that purges lazily unmapped areas once there are many, and
 * KFENCE hiding an object it was given back.
 */
final class Replay {

  private static final int KFENCE_PAGES = 512;
  private static final Set<String> AREA_PERMISSIONS = Set.of("ro", "rw", "x", "nx", "rox");

  private final Recording recording;
  private final MachineConfig config;
  private final int pageShift;
  private final WatchedMachine machine;
  private final Map<Character, RecordedObject> live = new TreeMap<>();
  private final OperationTranslation translation;
  private final KernelTraffic traffic;
  private final OperationComparison operations;
  private final SnapshotComparison snapshots;
  private final RecorderCleanup cleanup;
  private final ConformanceResult.Builder result;
  private LazyWorker worker;
  private int tablesLeft = -1;

  Replay(Recording recording, WatchedMachine machine, ConformanceResult.Builder result) {
    this.recording = recording;
    this.machine = machine;
    this.result = result;
    config = machine.machine().config();
    pageShift = config.geometry().pageShift();
    translation = new OperationTranslation(recording.name(), pageShift, live);
    traffic = new KernelTraffic(config.geometry());
    operations = new OperationComparison(config.geometry().pageBytes(), traffic, result);
    LinearMapCensus census =
        new LinearMapCensus(config.geometry(), machine.memory(), machine.machine().rootTable());
    machine.tap().watch(census);
    snapshots = new SnapshotComparison(recording.name(), machine, census, result);
    cleanup = new RecorderCleanup(machine, translation, pageShift);
  }

  /** Replays everything, or up to where the machine dies. */
  void run() {
    for (Sequence sequence : recording.sequences()) {
      run(sequence);
      if (machine.isDead()) {
        return;
      }
    }
    machine.audit();
  }

  private void run(Sequence sequence) {
    String heading = "## seq " + sequence.title();
    machine.at(sequence.line(), heading);
    live.values().forEach(cleanup::drop);
    live.clear();
    arm(-1);
    machine.run(new Operation.VmUnmapAliases());
    machine.endSequence();
    worker = new LazyWorker(config, traffic);
    snapshots.compare(sequence.opening(), sequence.line(), heading, live);
    for (int i = 0; i < sequence.steps().size() && !machine.isDead(); i++) {
      RecordedStep step = sequence.steps().get(i);
      machine.at(step.line(), step.text());
      if (step instanceof FailPoint point) {
        arm(point.remaining());
      } else if (step instanceof RecordedOperation operation) {
        perform(operation, sequence.steps().subList(i + 1, sequence.steps().size()));
      }
    }
  }

  private void arm(int remaining) {
    tablesLeft = remaining;
    machine.arm(
        remaining < 0
            ? FaultPlan.OFF
            : new FaultPlan(FaultPlan.Mode.NTH, remaining + 1, FaultPlan.Scope.LINEAR_TABLE));
  }

  private void perform(RecordedOperation recorded, List<RecordedStep> following) {
    machine.tap().clear();
    result.operation();
    Outcome outcome = carryOut(recorded, following);
    operations.outcome(recorded, outcome, isOutside(recorded));
    operations.events(recorded, machine.tap());
    failPoint(recorded);
    hideFreedObjects(recorded);
    RecordedObject unmapped = bookkeeping(recorded);
    snapshots.compare(recorded.after(), recorded.line(), recorded.text(), live);
    if (worker.ranAfter(recorded, unmapped, following)) {
      machine.run(new Operation.VmUnmapAliases());
    }
  }

  private void checkFrames(RecordedObject object) {
    for (long pfn : object.pfns()) {
      if (!config.geometry().inLinearMap(config.linearVa(pfn << pageShift))) {
        throw new RecordingFormatException(
            recording.name(), object.line(), "a frame lies outside the linear map");
      }
    }
  }

  /** Whether no page is asked for, at an address in none of the live areas or their guard pages. */
  private boolean isOutside(RecordedOperation recorded) {
    if (!AREA_PERMISSIONS.contains(recorded.name())) {
      return false;
    }
    Operation operation = translation.translate(recorded).orElseThrow();
    Operation.SetMemory call = (Operation.SetMemory) operation;
    long va = translation.operands(recorded).object().va() + call.address().offset();
    return call.pages() == 0
        && live.values().stream()
            .filter(object -> object.kind() == Kind.AREA)
            .noneMatch(area -> va >= area.va() && va < area.va() + bytesWithGuard(area));
  }

  private long bytesWithGuard(RecordedObject area) {
    return area.pages() + 1L << pageShift;
  }

  /** What the machine answered, {@code null} if it was not asked. */
  private Outcome carryOut(RecordedOperation recorded, List<RecordedStep> following) {
    if (!recorded.objects().isEmpty()) {
      Outcome outcome = null;
      for (RecordedObject object : recorded.objects()) {
        checkFrames(object);
        long[] pfns = GuardFrame.extend(object, following, translation, config);
        outcome = machine.run(translation.creation(recorded, object, pfns));
        live.put(object.letter(), object);
      }
      return outcome;
    }
    return switch (recorded.name()) {
      case "free" -> {
        RecordedObject object = live.remove(translation.operands(recorded).letter(1));
        if (object != null) {
          cleanup.drop(object);
        }
        yield null;
      }
      case "sysw" -> startKfence(recorded);
      case "present" -> new Outcome(isPresent(recorded) ? 1 : 0, 0, false);
      default -> translation.translate(recorded).map(machine::run).orElse(null);
    };
  }

  /** kernel_page_present() of a page's linear alias. */
  private boolean isPresent(RecordedOperation recorded) {
    Operands operands = translation.operands(recorded);
    RecordedObject object = operands.object();
    long page = operands.page();
    if (page < 0 || page >= object.pages()) {
      throw operands.wrong(object.letter() + " has no page " + page);
    }
    long pa = object.pfns()[(int) page] << pageShift;
    EntryReader reader = new EntryReader(machine.machine(), machine.memory());
    return reader.entry(config.linearVa(pa)).isMapped();
  }

  /** The first invalidation is that of the pool's first page, which is a guard page. */
  private Outcome startKfence(RecordedOperation recorded) {
    List<Flush> flushes = traffic.without(recorded.flushes());
    if (!recorded.text().contains("/kfence/") || flushes.isEmpty()) {
      return null;
    }
    long va = flushes.get(0).start();
    long[] pfns = new long[KFENCE_PAGES];
    for (int page = 0; page < KFENCE_PAGES; page++) {
      pfns[page] = (config.linearPa(va) >>> pageShift) + page;
    }
    Outcome outcome = machine.run(new Operation.KfenceInit(new Placement.Exact(va, pfns)));
    traffic.kfencePool(va, va + ((long) KFENCE_PAGES << pageShift));
    return outcome;
  }

  /** KFENCE makes the page of an object it is given back invalid; the tables show it afterwards. */
  private void hideFreedObjects(RecordedOperation recorded) {
    if (recorded.name().equals("sysw")) {
      return;
    }
    for (Flush flush : recorded.flushes()) {
      long offset = flush.start() - traffic.poolStart();
      if (traffic.isInPool(flush)) {
        machine.run(new Operation.KfenceProtect((int) (offset >> pageShift), true));
      }
    }
  }

  private void failPoint(RecordedOperation recorded) {
    if (tablesLeft >= 0) {
      tablesLeft -= machine.tap().tables();
    }
    if (recorded.failPointLeft() >= 0 && recorded.failPointLeft() != tablesLeft) {
      result.add(
          new Mismatch(
              Mismatch.Kind.FAILPOINT,
              recorded.line(),
              recorded.text(),
              recorded.failPointLeft() + " tables left",
              tablesLeft + " tables left"));
    }
  }

  /** The area the operation unmapped, {@code null} if none. */
  private RecordedObject bookkeeping(RecordedOperation recorded) {
    if (!recorded.name().startsWith("vfree")) {
      return null;
    }
    Operands operands = translation.operands(recorded);
    RecordedObject area = operands.object();
    live.remove(area.letter());
    if (recorded.name().equals("vfreek")) {
      char letter = operands.letter(2);
      live.put(letter, new RecordedObject(recorded.line(), letter, Kind.KEPT, 0, area.pfns()));
    }
    return area;
  }
}
