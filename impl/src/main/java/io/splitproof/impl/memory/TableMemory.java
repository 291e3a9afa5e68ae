package io.splitproof.impl.memory;

import io.splitproof.oracle.arch.DescriptorMemory;
import io.splitproof.oracle.contract.StateDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The physical memory that page tables live in: real 64-bit descriptors, copy-on-write.
 *
 * <p>{@link #freeze()} makes the contents of this moment the image; {@link #reset()} brings the
 * image back at the price of the frames written since, however much memory the machine has.
 */
public final class TableMemory implements DescriptorMemory {

  private static final int POOL_LIMIT = 4096;
  private static final int RECENT = 256;

  private final int pageShift;
  private final int entriesPerFrame;
  private final FrameTable slots = new FrameTable();
  private Frame[] image = new Frame[256];
  private Frame[] current = new Frame[256];
  private long[] pfns = new long[256];
  private int slotCount;
  private int[] touched = new int[256];
  private int touchedCount;
  private final List<long[]> pool = new ArrayList<>();
  private boolean frozen;

  /** Frames looked up lately, each at the place that its number says, and their slots. */
  private final long[] recentPfns = new long[RECENT];

  private final int[] recentSlots = new int[RECENT];

  /**
   * Creates empty memory.
   *
   * @param pageShift log2 of the frame size in bytes
   */
  public TableMemory(int pageShift) {
    this(pageShift, pageShift - 3);
  }

  /**
   * Creates empty memory for tables that use only a part of their frame.
   *
   * @param pageShift log2 of the frame size in bytes
   * @param indexBits log2 of the descriptors in a frame that are ever used; who goes beyond comes
   *     back to the first
   */
  public TableMemory(int pageShift, int indexBits) {
    this.pageShift = pageShift;
    this.entriesPerFrame = 1 << indexBits;
    Arrays.fill(recentPfns, -1);
  }

  @Override
  public long read(long pa) {
    int slot = slotOf(pa >>> pageShift);
    return slot < 0 ? 0 : current[slot].get(index(pa));
  }

  @Override
  public int runLength(long pa, int limit, long step) {
    int slot = slotOf(pa >>> pageShift);
    Frame frame = slot < 0 ? Frame.ZERO : current[slot];
    int index = index(pa);
    return frame.runLength(index, Math.min(limit, entriesPerFrame - index), step);
  }

  /** The slot of a frame, or -1; walks go to the same few frames again and again. */
  private int slotOf(long pfn) {
    int place = (int) pfn & RECENT - 1;
    if (recentPfns[place] == pfn) {
      return recentSlots[place];
    }
    int slot = slots.get(pfn);
    if (slot >= 0) {
      recentPfns[place] = pfn;
      recentSlots[place] = slot;
    }
    return slot;
  }

  /** Stores one descriptor at {@code pa}, a multiple of 8, and returns the one it replaces. */
  public long write(long pa, long descriptor) {
    Frame frame = writable(pa >>> pageShift);
    if (frame.isRun()) {
      frame.writeOut(array());
    }
    return frame.set(index(pa), descriptor);
  }

  /**
   * Stores {@code first, first + step, …} into {@code count} neighbouring descriptors of one
   * frame.
   */
  public void fill(long pa, int count, long first, long step) {
    Frame frame = writable(pa >>> pageShift);
    if (count == entriesPerFrame) {
      recycle(frame.become(first, step));
      return;
    }
    if (frame.isRun()) {
      frame.writeOut(array());
    }
    int start = index(pa);
    for (int i = 0; i < count; i++) {
      frame.set(start + i & entriesPerFrame - 1, first + i * step);
    }
  }

  /** Makes what is in memory now the image that {@link #reset()} returns to. */
  public void freeze() {
    image = Arrays.copyOf(current, current.length);
    touchedCount = 0;
    frozen = true;
  }

  /** Brings back the image. */
  public void reset() {
    for (int i = 0; i < touchedCount; i++) {
      int slot = touched[i];
      recycle(current[slot].release());
      current[slot] = image[slot];
    }
    touchedCount = 0;
  }

  /** Adds to {@code digest} where memory differs from the image. */
  public void digest(StateDigest digest) {
    for (int i = 0; i < touchedCount; i++) {
      Frame now = current[touched[i]];
      Frame then = image[touched[i]];
      long first = pfns[touched[i]] * entriesPerFrame;
      for (int index = 0; index < entriesPerFrame; index++) {
        if (now.get(index) != then.get(index)) {
          digest.put(first + index, now.get(index));
        }
      }
    }
    digest.addBag();
  }

  private Frame writable(long pfn) {
    int slot = slotOf(pfn);
    if (slot < 0) {
      slot = newSlot(pfn);
    }
    Frame frame = current[slot];
    if (frame == image[slot] && (frozen || frame == Frame.ZERO)) {
      Frame own = new Frame(0, 0);
      own.copyFrom(frame, frame.isRun() ? null : array());
      current[slot] = own;
      if (frozen) {
        touch(slot);
      }
      return own;
    }
    return frame;
  }

  private int newSlot(long pfn) {
    if (slotCount == current.length) {
      current = Arrays.copyOf(current, 2 * slotCount);
      image = Arrays.copyOf(image, 2 * slotCount);
      pfns = Arrays.copyOf(pfns, 2 * slotCount);
    }
    current[slotCount] = Frame.ZERO;
    image[slotCount] = Frame.ZERO;
    pfns[slotCount] = pfn;
    slots.put(pfn, slotCount);
    return slotCount++;
  }

  private void touch(int slot) {
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, 2 * touchedCount);
    }
    touched[touchedCount++] = slot;
  }

  private long[] array() {
    return pool.isEmpty() ? new long[entriesPerFrame] : pool.remove(pool.size() - 1);
  }

  private void recycle(long[] array) {
    if (array != null && pool.size() < POOL_LIMIT) {
      pool.add(array);
    }
  }

  private int index(long pa) {
    return (int) (pa >>> 3) & (entriesPerFrame - 1);
  }
}
