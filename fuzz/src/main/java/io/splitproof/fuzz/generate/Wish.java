package io.splitproof.fuzz.generate;

/** What a generator may want next, and how often when nothing speaks for or against it. */
enum Wish {
  NEW_AREA(14),
  NEW_VMAP(3),
  FREE_AREA(8),
  PURGE(2),
  NEW_BLOCK(10),
  FREE_BLOCK(3),
  SET_MEMORY(26),
  SET_MEMORY_VALID(14),
  SET_DIRECT_MAP(14),
  SPLIT(5),
  ENCRYPTION(1),
  ADD_MEMORY(2),
  REMOVE_MEMORY(2),
  MARK_RODATA(1),
  KFENCE_START(1),
  KFENCE_PAGE(1),
  CPU(1),
  FINALIZE(1),
  MAP_PAGES(1),
  ACCESS(3),
  FLUSH(1),
  NEW_CLIENT(6),
  END_CLIENT(3),
  WALK(1),
  KEEP_4K(4);

  private final int weight;

  Wish(int weight) {
    this.weight = weight;
  }

  int weight() {
    return weight;
  }
}
