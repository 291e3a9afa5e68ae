package io.splitproof.impl.bugs;

import io.splitproof.impl.KnownBug;
import java.util.List;
import java.util.stream.Stream;

/** All bugs of this package. */
public final class Mistakes {

  private Mistakes() {}

  /** The bugs, theme by theme. */
  public static List<KnownBug> all() {
    return Stream.of(
            PieceBugs.all(),
            BoundaryBugs.all(),
            SplitOrderBugs.all(),
            SplitLockBugs.all(),
            SplitFailureBugs.all(),
            AttributeBugs.all(),
            SetMemoryBugs.all(),
            InvalidationBugs.all(),
            BarrierBugs.all(),
            AreaBugs.all(),
            ResetBugs.all(),
            ResetContractBugs.all(),
            HotplugBugs.all(),
            BootBugs.all(),
            RepaintBugs.all(),
            KfenceBugs.all(),
            RealmBugs.all(),
            RaceBugs.all(),
            CollapseAlikeBugs.all(),
            CollapseTableBugs.all(),
            CollapseReachBugs.all(),
            CpaBugs.all(),
            CpaMergeBugs.all())
        .flatMap(List::stream)
        .toList();
  }

  /** See {@code KnownBugs.canaries}. */
  public static List<KnownBug> canaries() {
    return Canaries.all();
  }
}
