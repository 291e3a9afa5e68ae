package io.splitproof.fuzz.program;

import io.splitproof.fuzz.client.Client;
import io.splitproof.fuzz.client.ClientKind;
import io.splitproof.fuzz.client.WalkKind;
import io.splitproof.oracle.contract.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Clients as text: {@code A0 = module_load text 3 rodata 2 data 4 near 0x80000} and the like. */
final class ClientText {

  private static final String KFENCE_ALLOC = new Client.Kfence(0, true).name();
  private static final String KFENCE_FREE = new Client.Kfence(0, false).name();
  private static final String PAGES = "a number of pages";

  /** Every name a client's operation may begin with, besides those that make objects. */
  static final List<String> NAMES =
      Stream.of(
              Arrays.stream(ClientKind.values()).map(ClientKind::ends),
              Arrays.stream(WalkKind.values()).map(WalkKind::walks),
              Stream.of(KFENCE_ALLOC, KFENCE_FREE))
          .flatMap(names -> names)
          .toList();

  private final Operands operands;
  private final Tokens tokens;

  ClientText(Operands operands, Tokens tokens) {
    this.operands = operands;
    this.tokens = tokens;
  }

  /** The names of clients that make themselves a block, or areas. */
  static List<String> starts(boolean block) {
    return Arrays.stream(ClientKind.values())
        .filter(kind -> kind.hasBlock() == block)
        .map(ClientKind::starts)
        .toList();
  }

  /** Takes the operands of what begins with {@code word}; null if no client has that name. */
  Client parse(String word) {
    for (ClientKind kind : ClientKind.values()) {
      if (kind.ends().equals(word)) {
        String what = kind.hasBlock() ? "a block" : "an area";
        int object = tokens.object(tokens.take(what), kind.hasBlock() ? 'B' : 'A');
        checkObjects(kind, object);
        return Client.End.of(kind, object, kind == ClientKind.GUEST_MEMORY ? pages() : 0);
      }
    }
    for (WalkKind kind : WalkKind.values()) {
      if (kind.walks().equals(word)) {
        return new Client.Walk(kind, operands.address(tokens), pages());
      }
    }
    boolean alloc = word.equals(KFENCE_ALLOC);
    return alloc || word.equals(KFENCE_FREE)
        ? new Client.Kfence(tokens.takeInt("an object of the pool"), alloc)
        : null;
  }

  /** Takes the operands of {@code A0 = word} or {@code B0 = word}; null if there is none such. */
  Client parse(String word, int object, boolean block) {
    for (ClientKind kind : ClientKind.values()) {
      if (kind.starts().equals(word) && kind.hasBlock() == block) {
        checkObjects(kind, object);
        return kind == ClientKind.MODULE ? module(object) : start(kind, object);
      }
    }
    return null;
  }

  private void checkObjects(ClientKind kind, int object) {
    int most = OperationRules.MAX_OBJECT - (OperationRules.lastObject(kind, object) - object);
    if (object > most) {
      throw tokens.complaint(
          "A" + object + " leaves no numbers for the " + kind.areas() + " areas of "
              + kind.starts() + "; expected A0 to A" + most);
    }
  }

  private Client module(int area) {
    int text = region("text");
    int rodata = region("rodata");
    int data = region("data");
    return Client.Start.module(area, text, rodata, data, Operands.placement(tokens));
  }

  private int region(String name) {
    String expected = name + " N, as in module_load text 3 rodata 2 data 4 near 0x80000";
    if (!tokens.accept(name)) {
      throw tokens.wrong(tokens.take(expected), "wanted here", expected);
    }
    return pages();
  }

  private Client start(ClientKind kind, int object) {
    int pages = kind.isSized() ? pages() : 1;
    Placement placement = Operands.placement(tokens);
    return Client.Start.of(kind, object, pages, placement);
  }

  private int pages() {
    return tokens.takeInt(PAGES);
  }

  static String print(Client client, Operands operands) {
    if (client instanceof Client.Start start) {
      String object = (start.kind().hasBlock() ? "B" : "A") + start.object();
      String placement = Operands.text(start.placement());
      return object + " = " + start.name() + sizes(start) + " " + placement;
    }
    if (client instanceof Client.End end) {
      String object = (end.kind().hasBlock() ? " B" : " A") + end.object();
      boolean sized = end.kind() == ClientKind.GUEST_MEMORY;
      return end.name() + object + (sized ? " " + end.pages() : "");
    }
    if (client instanceof Client.Walk walk) {
      return walk.name() + " " + operands.text(walk.address()) + " " + walk.pages();
    }
    Client.Kfence kfence = (Client.Kfence) client;
    return kfence.name() + " " + kfence.object();
  }

  private static String sizes(Client.Start start) {
    if (start.kind() == ClientKind.MODULE) {
      return " text " + start.pages() + " rodata " + start.rodata() + " data " + start.data();
    }
    return start.kind().isSized() ? " " + start.pages() : "";
  }
}
