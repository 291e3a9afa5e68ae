package io.splitproof.impl.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.splitproof.oracle.contract.StateDigest;
import org.junit.jupiter.api.Test;

/** Memory and its allocator tell states apart by what they hold, not by how it came about. */
class MemoryDigestTest {

  private static TableMemory frozen() {
    TableMemory memory = new TableMemory(12, 2);
    memory.fill(0x4000, 4, 0x1003, 0x1000);
    memory.freeze();
    return memory;
  }

  private static String of(TableMemory memory) {
    StateDigest digest = new StateDigest();
    memory.digest(digest);
    return digest.high() + " " + digest.low();
  }

  private static String of(FrameAllocator frames, boolean tablesAlike) {
    StateDigest digest = new StateDigest();
    frames.digest(digest, tablesAlike);
    return digest.high() + " " + digest.low();
  }

  @Test
  void framesTouchedInAnotherOrderAreTheSame() {
    TableMemory one = frozen();
    one.write(0x4008, 7);
    one.write(0x9000, 8);
    TableMemory other = frozen();
    other.write(0x9000, 8);
    other.write(0x4008, 7);
    assertEquals(of(one), of(other));
  }

  @Test
  void whatIsAsItWasCountsAsUntouched() {
    TableMemory one = frozen();
    one.write(0x4008, 7);
    one.write(0x4008, 0x2003);
    assertEquals(of(frozen()), of(one));
  }

  @Test
  void anotherDescriptorOrAnotherPlaceIsAnotherState() {
    TableMemory one = frozen();
    one.write(0x4008, 7);
    TableMemory other = frozen();
    other.write(0x4008, 8);
    TableMemory elsewhere = frozen();
    elsewhere.write(0x4000, 7);
    assertNotEquals(of(one), of(other));
    assertNotEquals(of(one), of(elsewhere));
    assertNotEquals(of(one), of(frozen()));
  }

  @Test
  void whoGoesBeyondASmallTableComesBackToItsFirstEntry() {
    TableMemory memory = new TableMemory(12, 2);
    memory.write(0x4000 + 8 * 4, 5);
    assertEquals(5, memory.read(0x4000));
    memory.fill(0x4010, 3, 1, 1);
    assertEquals(3, memory.read(0x4000));
    assertEquals(2, memory.runLength(0x4010, 3, 1));
  }

  private static FrameAllocator allocator() {
    FrameAllocator frames = new FrameAllocator();
    frames.addMemory(100, 200);
    frames.freeze();
    return frames;
  }

  @Test
  void framesTakenInAnotherOrderAreTheSame() {
    FrameAllocator one = allocator();
    one.takeFrom(110);
    one.takeFrom(120);
    FrameAllocator other = allocator();
    other.takeFrom(120);
    other.takeFrom(110);
    assertEquals(of(one, false), of(other, false));
    one.release(110);
    assertNotEquals(of(one, false), of(other, false));
  }

  @Test
  void whichTableCameBackFirstCountsOnlyWhereTablesDiffer() {
    FrameAllocator one = allocator();
    long table = one.takeTable();
    long next = one.takeTable();
    one.releaseTable(table);
    one.releaseTable(next);
    FrameAllocator other = allocator();
    other.takeTable();
    other.takeTable();
    other.releaseTable(next);
    other.releaseTable(table);
    assertNotEquals(of(one, false), of(other, false));
    assertEquals(of(one, true), of(other, true));
  }
}
