package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.FaultPlan;
import io.splitproof.oracle.contract.Interleaving;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;

/** Makes a step of any record, on one machine. */
final class StepDecoder {

  /** Bit of the variant byte for on, reset, encrypted and the like. */
  static final int FLAG = 0x10;

  private static final Opcode[] OPCODES = Opcode.values();
  private static final Operation.Permission[] PERMISSIONS = Operation.Permission.values();
  private static final Operation.AreaKind[] KINDS = Operation.AreaKind.values();
  private static final Operation.Use[] USES = Operation.Use.values();
  private static final Operation.DirectMap[] STATES = Operation.DirectMap.values();

  /** What opcodes beyond the last one mean: the operations worth more tries. */
  private static final Opcode[] AGAIN = {
    Opcode.VMALLOC,
    Opcode.ALLOC_PAGES,
    Opcode.SET_MEMORY,
    Opcode.SET_MEMORY_VALID,
    Opcode.SET_DIRECT_MAP,
    Opcode.SET_MEMORY,
    Opcode.SET_MEMORY_VALID,
    Opcode.SET_DIRECT_MAP,
    Opcode.SPLIT,
    Opcode.VFREE,
    Opcode.VMALLOC,
    Opcode.ALLOC_PAGES,
  };

  private final OperandBytes operands;

  StepDecoder(MachineConfig machine) {
    operands = new OperandBytes(machine);
  }

  Step decode(StepRecord record) {
    FaultPlan plan = FaultBytes.plan(record.fault(), record.faultCount());
    Operation operation = operation(record);
    boolean alone = operation instanceof Operation.Composite;
    Interleaving beside = alone ? null : TurnBytes.beside(record.beside(), record.turns());
    return new Step(plan, beside, operation);
  }

  private static Opcode opcode(int field) {
    int number = field % (OPCODES.length + AGAIN.length);
    return number < OPCODES.length ? OPCODES[number] : AGAIN[number - OPCODES.length];
  }

  private Operation operation(StepRecord record) {
    boolean flag = (record.variant() & FLAG) != 0;
    int object = OperandBytes.object(record.object());
    return switch (opcode(record.opcode())) {
      case VMALLOC -> vmalloc(record, object, flag);
      case VMAP -> new Operation.Vmap(object, operands.pages(record), placement(record, true));
      case VFREE -> new Operation.Vfree(object);
      case VM_UNMAP_ALIASES -> new Operation.VmUnmapAliases();
      case ALLOC_PAGES ->
          new Operation.AllocPages(object, operands.pages(record), placement(record, false));
      case FREE_PAGES -> new Operation.FreePages(object);
      case ADD_MEMORY ->
          new Operation.AddMemory(operands.hotPa(record), operands.hotBytes(record));
      case REMOVE_MEMORY ->
          new Operation.RemoveMemory(operands.hotPa(record), operands.hotBytes(record));
      case ARCH_REMOVE_MEMORY ->
          new Operation.ArchRemoveMemory(operands.hotPa(record), operands.hotBytes(record));
      case MARK_RODATA_RO -> new Operation.MarkRodataRo();
      case KFENCE_INIT -> new Operation.KfenceInit(placement(record, false));
      case KFENCE_PROTECT -> new Operation.KfenceProtect(operands.poolPage(record), flag);
      case CPU_UP -> new Operation.CpuUp(flag);
      case FINALIZE_CAPABILITIES -> new Operation.FinalizeCapabilities();
      case CLIENT_START, CLIENT_END, CLIENT_WALK, CLIENT_KFENCE ->
          ClientBytes.client(opcode(record.opcode()), record, operands);
      default -> change(record, flag);
    };
  }

  private Operation vmalloc(StepRecord record, int area, boolean reset) {
    Operation.AreaKind kind = KINDS[(record.variant() & 15) % KINDS.length];
    int pages = operands.pages(record);
    return new Operation.Vmalloc(area, pages, kind, reset, placement(record, false));
  }

  private Operation change(StepRecord record, boolean flag) {
    int variant = record.variant() & 15;
    Opcode opcode = opcode(record.opcode());
    boolean area = opcode == Opcode.SET_MEMORY || opcode == Opcode.ACCESS;
    Address.Base usual = area ? Address.Base.AREA : Address.Base.BLOCK;
    Address address = operands.address(record, usual);
    int pages = operands.pages(record);
    return switch (opcode) {
      case SET_MEMORY ->
          new Operation.SetMemory(PERMISSIONS[variant % PERMISSIONS.length], address, pages);
      case SET_MEMORY_VALID -> new Operation.SetMemoryValid(address, pages, flag);
      case SET_MEMORY_4K -> new Operation.SetMemory4k(address, pages);
      case SET_DIRECT_MAP ->
          new Operation.SetDirectMap(STATES[variant % STATES.length], address, pages);
      case SPLIT -> new Operation.Split(address, operands.bytes(record));
      case SET_MEMORY_ENCRYPTED -> new Operation.SetMemoryEncrypted(address, pages, flag);
      case KERNEL_MAP_PAGES -> new Operation.KernelMapPages(address, pages, flag);
      case FLUSH_TLB_KERNEL_RANGE -> new Operation.FlushTlbKernelRange(address, pages);
      case ACCESS ->
          new Operation.Access(operands.cpu(record), address, USES[variant % USES.length]);
      default -> throw new AssertionError("no operation for " + opcode);
    };
  }

  private Placement placement(StepRecord record, boolean usuallyLent) {
    return operands.placement(record, usuallyLent);
  }
}
