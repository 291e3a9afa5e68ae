package io.splitproof.fuzz.generate;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.fuzz.client.WalkKind;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;

/** Makes the clients of the kernel's own: modules, BPF, kprobes, secret memory and the like. */
final class ClientGenerator {

  /** Bytes of a pack for BPF programs. */
  private static final long PACK_BYTES = 2L << 20;

  private static final int LONGEST_WALK = 32;

  private final Dice dice;
  private final MachineConfig machine;
  private final Operands operands;
  private final ObjectGenerator objects;

  ClientGenerator(
      Dice dice, MachineConfig machine, Operands operands, ObjectGenerator objects) {
    this.dice = dice;
    this.machine = machine;
    this.operands = operands;
    this.objects = objects;
  }

  /** A client that comes; null if there are no numbers left for its objects. */
  Operation start(Sketch sketch) {
    int[] often = {35, 10, 10, 10, 15, 10, 10};
    ClientKind kind = ClientKind.values()[dice.weighted(often)];
    int object = kind.hasBlock() ? sketch.freeBlock() : sketch.freeAreas(kind.objects());
    if (object == Sketch.NONE) {
      return null;
    }
    Placement frames = objects.near(sketch, operands.near());
    return switch (kind) {
      case MODULE -> Client.Start.module(object, region(1), region(0), region(0), frames);
      case BPF_PACK -> Client.Start.of(kind, object, packPages(), frames);
      case GUEST_MEMORY -> {
        Sketch.Extent place = operands.boundaries().block();
        Placement near = objects.near(sketch, new Placement.Near(place.pfn(), 1));
        yield Client.Start.of(kind, object, place.pages(), near);
      }
      default -> Client.Start.of(kind, object, 1, frames);
    };
  }

  private int region(int least) {
    return dice.percent(80) ? dice.between(least, 8) : operands.boundaries().areaPages();
  }

  /** As large as packs are, or a small one: what matters is that it changes as a whole. */
  private int packPages() {
    int pages = (int) (PACK_BYTES >> machine.geometry().pageShift());
    return dice.percent(30) ? pages : dice.between(2, 20);
  }

  /** A client that goes; null if there is none. */
  Operation end(Sketch sketch) {
    Client.Start client = sketch.anyClient(dice);
    if (client == null) {
      return null;
    }
    return Client.End.of(client.kind(), client.object(), client.pages());
  }

  /** A walk over what there is; null if there is nothing. */
  Operation walk(Sketch sketch) {
    int area = sketch.anyArea(dice, some -> true);
    if (area != Sketch.NONE && dice.coin()) {
      boolean hibernates = dice.coin();
      WalkKind kind = hibernates ? WalkKind.HIBERNATION : WalkKind.BPF_PROGRAM;
      Address.Base base = hibernates ? Address.Base.BACKING : Address.Base.AREA;
      return walk(kind, operands.range(base, area, sketch.area(area).extent()));
    }
    int block = sketch.anyBlock(dice);
    return block == Sketch.NONE
        ? null
        : walk(
            WalkKind.HIBERNATION,
            operands.range(Address.Base.BLOCK, block, sketch.block(block).extent()));
  }

  private static Operation walk(WalkKind kind, Operands.Range range) {
    return new Client.Walk(kind, range.address(), Math.min(range.pages(), LONGEST_WALK));
  }
}
