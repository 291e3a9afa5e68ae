package io.splitproof.impl.kernel;

import io.splitproof.impl.memory.TableMemory;
import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.Machine;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineEvents;
import io.splitproof.oracle.contract.MachineEvents.Context;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Outcome;
import io.splitproof.oracle.contract.StateDigest;
import io.splitproof.oracle.contract.Upcoming;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine that runs in an executor. Page tables are mirrored here, as whoever judges wants to see
 * them at every event.
 *
 * <p>One CPU runs: of two operations under way at the same time the second begins when the first
 * has ended, which is one of the ways they may share time.
 */
final class KernelMachine implements Machine {

  private final MachineConfig config;
  private final Pipeline pipeline;
  private final TableMemory memory;
  private final Listener listener;
  private final MachineEvents events;
  private final long root;
  private long done;

  /**
   * Boots.
   *
   * @param booting who hears boot
   * @param events who hears everything after it; and of boot, if the kernel dies of it
   * @param reached where it goes which edges of the kernel were taken
   * @param lines knows where in the kernel the executor's instructions come from
   */
  KernelMachine(
      MachineConfig config,
      Connection connection,
      MachineEvents booting,
      MachineEvents events,
      EdgeSet reached,
      SourceLines lines) {
    this.config = config;
    this.pipeline = new Pipeline(connection);
    this.events = events;
    memory = new TableMemory(config.geometry().pageShift(), config.geometry().indexBits());
    listener = new Listener(connection, config.geometry(), memory, reached, lines);
    listener.passOnTo(booting);
    connection.send(Requests.boot(config));
    root = listener.answer();
    listener.root(root, config.geometry().rootLevel());
    listener.passOnTo(events);
    listener.freeze();
    memory.freeze();
    if (listener.died()) {
      events.panicked(listener.reason());
    }
  }

  @Override
  public MachineConfig config() {
    return config;
  }

  @Override
  public DescriptorMemory memory() {
    return memory;
  }

  @Override
  public long rootTable() {
    return root;
  }

  @Override
  public long tablesDigest() {
    pipeline.ask(Requests.tables());
    return listener.answer();
  }

  @Override
  public boolean worksAhead() {
    return true;
  }

  @Override
  public boolean isIdle() {
    return pipeline.isIdle();
  }

  @Override
  public void upcoming(List<Upcoming> likely) {
    List<long[]> requests = new ArrayList<>();
    for (Upcoming next : likely) {
      if (next.plan() != null) {
        requests.add(Requests.arm(next.plan()));
      }
      if (next.operation() != null) {
        requests.add(Requests.run(next.operation()));
      }
    }
    pipeline.expect(requests);
  }

  @Override
  public void arm(FaultPlan plan) {
    pipeline.ask(Requests.arm(plan));
    listener.answer();
  }

  @Override
  public Outcome apply(Operation operation) {
    if (listener.died()) {
      throw new AssertionError("the machine is dead and cannot take " + operation);
    }
    done = 31 * done + operation.hashCode();
    pipeline.ask(Requests.run(operation));
    return listener.outcome();
  }

  @Override
  public Outcome[] apply(Operation first, Operation second, Interleaving interleaving) {
    Outcome[] outcomes = {apply(first), new Outcome(0, 0, true)};
    events.ended(outcomes[0]);
    if (outcomes[0].died()) {
      return outcomes;
    }
    if (interleaving.interrupt()) {
      events.interrupted();
      events.entered(Context.ATOMIC);
    } else {
      events.runningOn(1);
    }
    outcomes[1] = apply(second);
    events.ended(outcomes[1]);
    if (interleaving.interrupt()) {
      events.left(Context.ATOMIC);
      events.resumed();
    }
    return outcomes;
  }

  @Override
  public void reset() {
    pipeline.reset();
    listener.reset();
    memory.reset();
    done = 0;
  }

  /** The kernel's own state cannot be seen: what was done since boot stands for it. */
  @Override
  public void digest(StateDigest digest) {
    digest.add(done);
  }
}
