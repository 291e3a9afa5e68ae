package io.splitproof.fuzz.client;

/** Clients that come with objects of their own, and take them away again. */
public enum ClientKind {
  /** A module: text, rodata and data in three areas. */
  MODULE("module_load", "module_unload", 3, true),
  /** A pack for BPF programs: one large area, read-only and executable as a whole. */
  BPF_PACK("bpf_prog_pack_alloc", "bpf_prog_pack_free", 1, true),
  /** The image of a BPF trampoline. */
  BPF_TRAMPOLINE("bpf_trampoline_alloc", "bpf_trampoline_free", 1, false),
  /** A BPF dispatcher: its image, and a page in which the next one is written. */
  BPF_DISPATCHER("bpf_dispatcher_alloc", "bpf_dispatcher_free", 2, false),
  /** A page for the instructions that kprobes single-step. */
  KPROBE("kprobe_slot_alloc", "kprobe_slot_free", 1, false),
  /** A page of secret memory. */
  SECRETMEM("secretmem_fault", "secretmem_free", 0, false),
  /** Memory of a confidential guest. */
  GUEST_MEMORY("guest_memory_alloc", "guest_memory_free", 0, true);

  /** Areas a program can name, and blocks. */
  private static final int OBJECTS = 16;

  private final String starts;
  private final String ends;
  private final int areas;
  private final boolean sized;

  ClientKind(String starts, String ends, int areas, boolean sized) {
    this.starts = starts;
    this.ends = ends;
    this.areas = areas;
    this.sized = sized;
  }

  /** What programs call its beginning. */
  public String starts() {
    return starts;
  }

  /** What programs call its end. */
  public String ends() {
    return ends;
  }

  /** How many areas it has, by consecutive numbers; 0 if it has a block. */
  public int areas() {
    return areas;
  }

  /** How many objects it has. */
  public int objects() {
    return Math.max(1, areas);
  }

  /** The number of its first object nearest to {@code number} that leaves numbers for all. */
  public int nearest(int number) {
    return Math.min(number, OBJECTS - objects());
  }

  /** Whether it has a block, and no area. */
  public boolean hasBlock() {
    return areas == 0;
  }

  /** Whether a program says how many pages it has. */
  public boolean isSized() {
    return sized;
  }
}
