package io.splitproof.fuzz.client;

import io.splitproof.oracle.contract.Address;
import io.splitproof.oracle.contract.Operation;
import io.splitproof.oracle.contract.Placement;
import java.util.Objects;

/** What a part of the kernel wants at one time: one line of a program, several calls. */
public sealed interface Client extends Operation.Composite {

  /** What programs call it. */
  String name();

  /**
   * Makes the calls.
   *
   * @return 0, or the errno of the call that made it give up
   */
  default int run(Calls calls) {
    return Errands.run(this, calls);
  }

  /**
   * A client gets itself areas or a block, and makes of them what it needs. Areas are numbered from
   * {@code object} on.
   *
   * @param pages pages of the first area, or of the block; 1 for kinds that have one page
   * @param rodata pages of a module's second area; 0 for other kinds
   * @param data pages of a module's third area; 0 for other kinds
   * @param placement where the frames come from; those of several areas follow each other
   */
  record Start(
      ClientKind kind, int object, int pages, int rodata, int data, Placement placement)
      implements Client {

    /**
     * Checks what the kind does not have.
     *
     * @throws IllegalArgumentException if it is there all the same
     */
    public Start {
      Objects.requireNonNull(placement, "placement");
      boolean module = kind == ClientKind.MODULE;
      if (!module && (rodata != 0 || data != 0)) {
        throw new IllegalArgumentException(kind.starts() + " has no rodata and no data");
      }
      if (!kind.isSized() && pages != 1) {
        throw new IllegalArgumentException(kind.starts() + " has one page, not " + pages);
      }
    }

    /** A client of a kind with pages of one sort. */
    public static Start of(ClientKind kind, int object, int pages, Placement placement) {
      return new Start(kind, object, kind.isSized() ? pages : 1, 0, 0, placement);
    }

    /** The same with its objects numbered from {@code number} on, or from as near as can be. */
    public Start withObject(int number) {
      return new Start(kind, kind.nearest(number), pages, rodata, data, placement);
    }

    /** The same with as many pages, where its kind says how many. */
    public Start withPages(int number) {
      return new Start(kind, object, kind.isSized() ? number : 1, rodata, data, placement);
    }

    /** The same with other frames. */
    public Start withPlacement(Placement other) {
      return new Start(kind, object, pages, rodata, data, other);
    }

    /** A module. */
    public static Start module(int area, int text, int rodata, int data, Placement placement) {
      return new Start(ClientKind.MODULE, area, text, rodata, data, placement);
    }

    @Override
    public String name() {
      return kind.starts();
    }
  }

  /**
   * A client gives back what it got from {@link Start}, wherever that came from.
   *
   * @param pages pages of a guest's memory; 0 for other kinds
   */
  record End(ClientKind kind, int object, int pages) implements Client {

    /**
     * Checks what the kind does not have.
     *
     * @throws IllegalArgumentException if it is there all the same
     */
    public End {
      if (pages != 0 && kind != ClientKind.GUEST_MEMORY) {
        throw new IllegalArgumentException(kind.ends() + " says no number of pages");
      }
    }

    /** The same of the objects numbered from {@code number} on, or from as near as can be. */
    public End withObject(int number) {
      return new End(kind, kind.nearest(number), pages);
    }

    /** The end of a client of any kind; {@code pages} counts where one is said. */
    public static End of(ClientKind kind, int object, int pages) {
      return new End(kind, object, kind == ClientKind.GUEST_MEMORY ? pages : 0);
    }

    @Override
    public String name() {
      return kind.ends();
    }
  }

  /** A client goes over pages one after the other; over {@value #MOST_PAGES} at most. */
  record Walk(WalkKind kind, Address address, int pages) implements Client {

    /** Pages of the longest walk. */
    public static final int MOST_PAGES = 512;

    @Override
    public String name() {
      return kind.walks();
    }
  }

  /**
   * KFENCE hands out an object, or takes it back.
   *
   * @param object from 0 on; each has a page of the pool to itself, between two guard pages
   */
  record Kfence(int object, boolean alloc) implements Client {

    @Override
    public String name() {
      return alloc ? "kfence_alloc" : "kfence_free";
    }
  }
}
