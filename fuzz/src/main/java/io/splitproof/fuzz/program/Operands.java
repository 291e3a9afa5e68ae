package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Placement;

/** Addresses and placements as text; offsets are written in pages and bytes of one machine. */
final class Operands {

  private static final String ADDRESS =
      "an address such as A0[3], B1[0]+16, backing A0[3] or pa 0x80000000";

  private final int pageShift;

  /** Operands of a machine with pages of {@code 2^pageShift} bytes. */
  Operands(int pageShift) {
    this.pageShift = pageShift;
  }

  Address address(Tokens tokens) {
    if (tokens.accept("pa")) {
      return Address.physical(tokens.takeUnsigned("a physical address"));
    }
    boolean backing = tokens.accept("backing");
    String word = tokens.take(ADDRESS);
    int bracket = word.indexOf('[');
    boolean area = backing || word.startsWith("A");
    if (!area && !word.startsWith("B")) {
      throw tokens.wrong(word, "an address", ADDRESS);
    }
    String name = bracket < 0 ? word : word.substring(0, bracket);
    int object = tokens.object(name, area ? 'A' : 'B');
    long offset = bracket < 0 ? 0 : offset(tokens, word, bracket);
    Address.Base base = area ? Address.Base.AREA : Address.Base.BLOCK;
    return new Address(backing ? Address.Base.BACKING : base, object, offset);
  }

  /** Reads {@code [page]} or {@code [page]+bytes}, which begins at {@code bracket}. */
  private long offset(Tokens tokens, String word, int bracket) {
    int close = word.indexOf(']', bracket);
    boolean plain = close == word.length() - 1;
    if (close < 0 || !plain && word.charAt(close + 1) != '+') {
      throw tokens.wrong(word, "an address", ADDRESS);
    }
    long page = tokens.signed(word.substring(bracket + 1, close), "a page");
    long bytes = plain ? 0 : tokens.signed(word.substring(close + 2), "a number of bytes");
    long offset = page << pageShift;
    if (offset >> pageShift != page || ((offset ^ offset + bytes) & (bytes ^ offset + bytes)) < 0) {
      throw tokens.wrong(word, "an offset", "one that fits 64 bits");
    }
    return offset + bytes;
  }

  String text(Address address) {
    return switch (address.base()) {
      case PHYSICAL -> "pa " + Numbers.hex(address.offset());
      case AREA -> "A" + address.object() + offset(address.offset());
      case BLOCK -> "B" + address.object() + offset(address.offset());
      case BACKING -> "backing A" + address.object() + offset(address.offset());
    };
  }

  private String offset(long offset) {
    long bytes = offset & (1L << pageShift) - 1;
    return "[" + (offset >> pageShift) + "]" + (bytes == 0 ? "" : "+" + bytes);
  }

  /** Reads a placement; none written means the first free frames. */
  static Placement placement(Tokens tokens) {
    if (tokens.atEnd()) {
      return new Placement.Near(0, 1);
    }
    String expected = "near PFN, lent B0[PAGE] or exact VA frames PFN,...";
    String word = tokens.take(expected);
    return switch (word) {
      case "near" -> new Placement.Near(tokens.takeUnsigned("a page-frame number"), stride(tokens));
      case "lent" -> lent(tokens);
      case "exact" -> FrameList.parse(tokens);
      default -> throw tokens.wrong(word, "a placement", expected);
    };
  }

  private static Placement lent(Tokens tokens) {
    String expected = "a page of a block such as B0[5]";
    String word = tokens.take(expected);
    int bracket = word.indexOf('[');
    if (bracket < 0 || !word.endsWith("]")) {
      throw tokens.wrong(word, "a page of a block", expected);
    }
    int block = tokens.object(word.substring(0, bracket), 'B');
    String digits = word.substring(bracket + 1, word.length() - 1);
    int page = tokens.toInt(digits, tokens.signed(digits, "a page"), "a page");
    return new Placement.Lent(block, page, stride(tokens));
  }

  private static int stride(Tokens tokens) {
    return tokens.accept("stride") ? tokens.takeInt("a stride in pages") : 1;
  }

  static String text(Placement placement) {
    if (placement instanceof Placement.Near near) {
      return "near " + Numbers.hex(near.pfn()) + stride(near.stride());
    }
    if (placement instanceof Placement.Lent lent) {
      return "lent B" + lent.block() + "[" + lent.page() + "]" + stride(lent.stride());
    }
    return FrameList.text((Placement.Exact) placement);
  }

  private static String stride(int stride) {
    return stride == 1 ? "" : " stride " + stride;
  }
}
