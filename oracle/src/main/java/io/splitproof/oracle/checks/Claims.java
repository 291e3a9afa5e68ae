package io.splitproof.oracle.checks;

import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.Frames;
import io.splitproof.oracle.reference.Objects;
import io.splitproof.oracle.reference.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Which objects of a program frames belong to, for verdicts about frames. */
final class Claims {

  private final World world;

  Claims(World world) {
    this.world = world;
  }

  /** Of frames [{@code pfn}, {@code pfn + pages}), the one that most objects claim. */
  String on(long pfn, long pages) {
    return on(LongStream.range(pfn, pfn + pages).toArray());
  }

  /** As {@link #on(long, long)}, of these frames; there is at least one. */
  String on(long[] pfns) {
    long disputed = pfns[0];
    List<String> most = List.of();
    for (long pfn : pfns) {
      List<String> claimants = claimants(pfn);
      if (claimants.size() > most.size()) {
        disputed = pfn;
        most = claimants;
      }
    }
    String last = Long.toHexString(pfns[pfns.length - 1]);
    String which = Long.toHexString(pfns[0]) + (pfns.length == 1 ? "" : " to " + last);
    String owner = Frames.describe(world.frames().owner(disputed));
    String whose = most.isEmpty() ? owner : String.join(" and ", most);
    return (pfns.length == 1 ? "frame " : "frames ") + which
        + "; " + Long.toHexString(disputed) + " is " + whose;
  }

  private List<String> claimants(long pfn) {
    List<String> names = new ArrayList<>();
    Objects objects = world.objects();
    for (int number = 0; number < Objects.LIMIT; number++) {
      long place = pfn - objects.blockFirst(number);
      if (objects.hasBlock(number) && place >= 0 && place < objects.blockPages(number)) {
        names.add("B" + number + "[" + place + "]");
      }
      int page = Places.pageOf(objects.area(number), pfn);
      if (page >= 0) {
        names.add("A" + number + "[" + page + "]");
      }
    }
    return names;
  }
}
