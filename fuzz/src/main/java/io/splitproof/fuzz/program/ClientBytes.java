package io.splitproof.fuzz.program;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.fuzz.client.WalkKind;
import io.splitproof.oracle.contract.Address;

/**
 * Clients of a record. They run by themselves, so that the word for the turns of an interleaving is
 * free for the pages of a module's rodata and data.
 */
final class ClientBytes {

  private static final ClientKind[] KINDS = ClientKind.values();
  private static final WalkKind[] WALKS = WalkKind.values();

  private ClientBytes() {}

  static Client client(Opcode opcode, StepRecord record, OperandBytes operands) {
    int number = record.variant() & 15;
    ClientKind kind = KINDS[number % KINDS.length];
    return switch (opcode) {
      case CLIENT_START -> start(kind, record, operands);
      case CLIENT_END -> Client.End.of(kind, object(kind, record), operands.pages(record));
      case CLIENT_WALK -> {
        WalkKind walk = WALKS[number % WALKS.length];
        boolean hibernates = walk == WalkKind.HIBERNATION;
        Address.Base usual = hibernates ? Address.Base.BLOCK : Address.Base.AREA;
        yield new Client.Walk(walk, operands.address(record, usual), operands.pages(record));
      }
      case CLIENT_KFENCE ->
          new Client.Kfence(
              operands.poolPage(record), (record.variant() & StepDecoder.FLAG) != 0);
      default -> throw new AssertionError("no client for " + opcode);
    };
  }

  private static Client start(ClientKind kind, StepRecord record, OperandBytes operands) {
    int object = object(kind, record);
    int pages = operands.pages(record);
    if (kind != ClientKind.MODULE) {
      return Client.Start.of(kind, object, pages, operands.placement(record, false));
    }
    int rodata = region(record, (int) record.turns());
    int data = region(record, (int) (record.turns() >>> Integer.SIZE));
    return Client.Start.module(object, pages, rodata, data, operands.placement(record, false));
  }

  /** Pages of a region: exact where those of the first are, else a few. */
  private static int region(StepRecord record, int raw) {
    return (record.modes() & 15) == OperandBytes.EXACT ? raw : raw & 7;
  }

  /** The first of the objects of a client, so that there are numbers for all of them. */
  private static int object(ClientKind kind, StepRecord record) {
    int object = OperandBytes.object(record.object());
    int more = OperationRules.lastObject(kind, object) - object;
    return object % (OperationRules.MAX_OBJECT + 1 - more);
  }

  /** The word that says how large a module's rodata and data are; 0 for other clients. */
  static long regions(Client client) {
    return client instanceof Client.Start start
        ? (start.rodata() & 0xffffffffL) | (long) start.data() << Integer.SIZE
        : 0;
  }
}
