package io.splitproof.fuzz.report;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.reference.Area;
import io.splitproof.oracle.reference.Objects;
import io.splitproof.oracle.reference.World;
import java.util.Optional;

/** Which pages operations are about. */
final class Extents {

  private final World world;
  private final MachineConfig config;
  private final Geometry geometry;
  private final int shift;

  Extents(World world) {
    this.world = world;
    this.config = world.config();
    this.geometry = config.geometry();
    this.shift = geometry.pageShift();
  }

  /** The pages that {@code operation} is about, as far as they are known at this moment. */
  Optional<Extent> of(Operation operation) {
    if (operation instanceof Operation.SetMemory op) {
      return at(op.address(), op.pages());
    } else if (operation instanceof Operation.SetMemoryValid op) {
      return at(op.address(), op.pages());
    } else if (operation instanceof Operation.SetMemoryEncrypted op) {
      return at(op.address(), op.pages());
    } else if (operation instanceof Operation.KernelMapPages op) {
      return at(op.address(), op.pages());
    } else if (operation instanceof Operation.Split op) {
      return at(op.address(), op.bytes() >> shift);
    } else if (operation instanceof Operation.SetMemory4k op) {
      return at(op.address(), op.pages());
    } else if (operation instanceof Operation.SetDirectMap op) {
      return at(op.address(), op.pages());
    } else if (operation instanceof Operation.FlushTlbKernelRange op) {
      return at(op.address(), op.pages());
    } else if (operation instanceof Operation.Access op) {
      return at(op.address(), 1);
    } else if (operation instanceof Client client) {
      return ofClient(client);
    }
    return ofObject(operation);
  }

  /** Of a client with several areas, the first. */
  private Optional<Extent> ofClient(Client client) {
    if (client instanceof Client.Start start) {
      return ofKind(start.kind(), start.object());
    } else if (client instanceof Client.End end) {
      return ofKind(end.kind(), end.object());
    } else if (client instanceof Client.Walk walk) {
      return at(walk.address(), walk.pages());
    }
    return kfence(2 * (((Client.Kfence) client).object() + 1), 1);
  }

  private Optional<Extent> ofKind(ClientKind kind, int object) {
    return kind.hasBlock() ? block(object) : area(object);
  }

  private Optional<Extent> ofObject(Operation operation) {
    if (operation instanceof Operation.Vmalloc op) {
      return area(op.area());
    } else if (operation instanceof Operation.Vmap op) {
      return area(op.area());
    } else if (operation instanceof Operation.Vfree op) {
      return area(op.area());
    } else if (operation instanceof Operation.AllocPages op) {
      return block(op.block());
    } else if (operation instanceof Operation.FreePages op) {
      return block(op.block());
    } else if (operation instanceof Operation.KfenceProtect op) {
      return kfence(op.page(), 1);
    } else if (operation instanceof Operation.KfenceInit) {
      return kfence(0, world.objects().kfencePages());
    }
    return ofMemory(operation);
  }

  private Optional<Extent> ofMemory(Operation operation) {
    if (operation instanceof Operation.AddMemory op) {
      return memory(op.pa(), op.bytes());
    } else if (operation instanceof Operation.RemoveMemory op) {
      return memory(op.pa(), op.bytes());
    } else if (operation instanceof Operation.ArchRemoveMemory op) {
      return memory(op.pa(), op.bytes());
    } else if (operation instanceof Operation.MarkRodataRo) {
      return memory(config.kernel().text(), config.kernel().initBegin() - config.kernel().text());
    }
    return Optional.empty();
  }

  private Optional<Extent> at(Address address, long pages) {
    long va = world.objects().resolve(address);
    boolean mapped = va != Objects.NOWHERE && va >= geometry.linearStart() && va < end(va);
    return mapped ? Optional.of(Extent.of(va, pages, geometry)) : Optional.empty();
  }

  private long end(long va) {
    return geometry.inLinearMap(va) ? geometry.linearEnd() : geometry.vmallocEnd();
  }

  /** An area with its guard page. */
  private Optional<Extent> area(int number) {
    Area area = world.objects().area(number);
    return area == null
        ? Optional.empty()
        : Optional.of(Extent.of(area.va(), area.pages() + 1L, geometry));
  }

  private Optional<Extent> block(int number) {
    Objects objects = world.objects();
    return objects.hasBlock(number)
        ? memory(objects.blockFirst(number) << shift, objects.blockPages(number) << shift)
        : Optional.empty();
  }

  private Optional<Extent> kfence(int page, long pages) {
    Objects objects = world.objects();
    return objects.hasKfence()
        ? memory(objects.kfenceFirst() + page << shift, pages << shift)
        : Optional.empty();
  }

  private Optional<Extent> memory(long pa, long bytes) {
    return config.hasLinearVa(pa)
        ? Optional.of(Extent.of(config.linearVa(pa), bytes >> shift, geometry))
        : Optional.empty();
  }
}
