package io.splitproof.fuzz.conform;

import io.splitproof.fuzz.conform.RecordedStep.RecordedOperation;
import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Operation.AreaKind;
import io.splitproof.oracle.contract.Operation.DirectMap;
import io.splitproof.oracle.contract.Operation.Permission;
import io.splitproof.oracle.contract.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns recorded operations on live objects into operations of the contract. */
final class OperationTranslation {

  private final String file;
  private final int pageShift;
  private final Map<Character, RecordedObject> live;

  /** Translates for the objects in {@code live}, which the caller keeps up to date. */
  OperationTranslation(String file, int pageShift, Map<Character, RecordedObject> live) {
    this.file = file;
    this.pageShift = pageShift;
    this.live = live;
  }

  /** The operands of {@code recorded}. */
  Operands operands(RecordedOperation recorded) {
    return new Operands(file, pageShift, live, recorded);
  }

  /** The operation, or nothing if the recorder only read something. */
  Optional<Operation> translate(RecordedOperation recorded) {
    Operands words = operands(recorded);
    return Optional.ofNullable(
        switch (recorded.name()) {
          case "ro" -> area(words, Permission.RO);
          case "rw" -> area(words, Permission.RW);
          case "x" -> area(words, Permission.X);
          case "nx" -> area(words, Permission.NX);
          case "rox" -> area(words, Permission.ROX);
          case "lro" -> linear(words, Permission.RO);
          case "lrw" -> linear(words, Permission.RW);
          case "lx" -> linear(words, Permission.X);
          case "lnx" -> linear(words, Permission.NX);
          case "dinv" -> new Operation.SetDirectMap(DirectMap.INVALID, linear(words), 1);
          case "ddef" -> new Operation.SetDirectMap(DirectMap.DEFAULT, linear(words), 1);
          case "dval" -> directMapValid(words);
          case "smv" ->
              new Operation.SetMemoryValid(linear(words), words.number(3), words.flag(4));
          case "smva" ->
              new Operation.SetMemoryValid(area(words), words.number(3), words.flag(4));
          case "split" -> split(words);
          case "vfree", "vfreek" -> new Operation.Vfree(words.object().number());
          case "hotadd" -> new Operation.AddMemory(words.address(1), words.address(2));
          case "hotrm" -> new Operation.ArchRemoveMemory(words.address(1), words.address(2));
          case "probe", "peek", "flush", "dumplin", "opt", "bench" -> null;
          default -> throw words.wrong("'" + recorded.name() + "' is not a known operation");
        });
  }

  /** The operation that makes {@code object} on its recorded frames. */
  Operation creation(RecordedOperation recorded, RecordedObject object, long[] pfns) {
    Placement placement = new Placement.Exact(object.va(), pfns);
    int number = object.number();
    int pages = object.pages();
    List<String> words = recorded.words();
    String flags = words.size() < 4 ? "" : words.get(words.size() - 1);
    return switch (recorded.name()) {
      case "vm" -> {
        AreaKind kind = flags.contains("x") ? AreaKind.EXEC : AreaKind.VMALLOC;
        kind = flags.contains("h") ? AreaKind.HUGE : kind;
        yield new Operation.Vmalloc(number, pages, kind, flags.contains("r"), placement);
      }
      case "xm" -> {
        AreaKind kind = flags.equals("1") ? AreaKind.KPROBES : AreaKind.VMALLOC;
        yield new Operation.Vmalloc(number, pages, kind, true, placement);
      }
      case "vb" -> {
        AreaKind kind = flags.contains("x") ? AreaKind.EXEC : AreaKind.VMALLOC;
        yield new Operation.Vmalloc(number, pages, kind, flags.contains("r"), placement);
      }
      case "vmap" -> new Operation.Vmap(number, pages, placement);
      case "blk", "blkf", "rsv" -> new Operation.AllocPages(number, pages, placement);
      default -> throw new RecordingFormatException(
          file, recorded.line(), "'" + recorded.name() + "' should not make an object");
    };
  }

  /** Linear address {@code bytes} into {@code object}. */
  Address linear(RecordedObject object, long bytes) {
    return switch (object.kind()) {
      case AREA -> Address.backing(object.number(), bytes);
      case BLOCK, RESERVED -> Address.block(object.number(), bytes);
      case KEPT -> {
        int page = (int) Math.max(0, Math.min(object.pages() - 1, bytes >> pageShift));
        long pa = object.pfns()[page] << pageShift;
        yield Address.physical(pa + bytes - ((long) page << pageShift));
      }
    };
  }

  private Operation area(Operands words, Permission permission) {
    return new Operation.SetMemory(permission, area(words), words.number(3));
  }

  private Operation linear(Operands words, Permission permission) {
    return new Operation.SetMemory(permission, linear(words), words.number(3));
  }

  private static Address area(Operands words) {
    return Address.area(words.object().number(), words.offset());
  }

  private Address linear(Operands words) {
    return linear(words.object(), words.offset());
  }

  private Operation directMapValid(Operands words) {
    DirectMap state = words.flag(4) ? DirectMap.VALID_ON : DirectMap.VALID_OFF;
    return new Operation.SetDirectMap(state, linear(words), words.number(3));
  }

  private Operation split(Operands words) {
    long extra = words.size() > 4 ? words.number(4) : 0;
    return new Operation.Split(linear(words), ((long) words.number(3) << pageShift) + extra);
  }
}
