package io.splitproof.impl.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page allocator hands out what is free, once, where it is asked to. */
class FrameAllocatorTest {

  private final FrameAllocator frames = new FrameAllocator();

  @BeforeEach
  void memoryWithAHole() {
    frames.addMemory(100, 200);
    frames.addMemory(300, 400);
    frames.reserve(110, 120);
    frames.freeze();
  }

  @Test
  void takesTheFirstFreeFrameFromWhereItIsAsked() {
    assertEquals(109, frames.takeFrom(109));
    assertEquals(120, frames.takeFrom(109));
    assertEquals(300, frames.takeFrom(250));
  }

  @Test
  void wrapsToTheFirstMemory() {
    assertEquals(100, frames.takeFrom(1000));
  }

  @Test
  void aFrameGivenBackIsFreeAgain() {
    long pfn = frames.takeFrom(150);
    assertFalse(frames.isFree(pfn));
    frames.release(pfn);
    assertTrue(frames.isFree(pfn));
  }

  @Test
  void aTableFreedWhileBootingIsUsedAgainInEveryProgram() {
    FrameAllocator booting = new FrameAllocator();
    booting.addMemory(100, 200);
    long table = booting.takeTable();
    booting.releaseTable(table);
    booting.freeze();
    for (int program = 0; program < 2; program++) {
      assertEquals(table, booting.takeTable());
      assertEquals(table - 1, booting.takeTable());
      booting.reset();
    }
  }

  @Test
  void rangesKeepClearOfWhatIsUsedAndOfHoles() {
    assertEquals(120, frames.takeRange(105, 20, 1));
    assertEquals(320, frames.takeRange(190, 20, 32));
    assertEquals(-1, frames.takeRange(0, 101, 1));
  }

  @Test
  void tablesGrowDownFromTheTopAndAreReused() {
    assertEquals(399, frames.takeTable());
    assertEquals(398, frames.takeTable());
    frames.releaseTable(399);
    assertEquals(399, frames.takeTable());
    assertFalse(frames.isFree(398));
  }

  @Test
  void tablesGoOnBelowAHoleWhenTheLastBankIsFull() {
    frames.takeRange(300, 100, 1);
    assertEquals(199, frames.takeTable());
  }

  @Test
  void aTableNearTakesTheClosestFrame() {
    frames.takeRange(150, 10, 1);
    assertEquals(160, frames.takeTableNear(156));
    assertEquals(149, frames.takeTableNear(150));
  }

  @Test
  void resetForgetsEverythingSinceFreeze() {
    frames.takeFrom(150);
    frames.takeRange(160, 10, 1);
    frames.takeTable();
    frames.addMemory(500, 600);
    frames.reset();
    assertTrue(frames.isFree(150));
    assertTrue(frames.isFree(165));
    assertTrue(frames.isFree(399));
    assertFalse(frames.isFree(550));
    assertFalse(frames.isFree(115));
  }

  @Test
  void whatBootTookStaysTakenAfterReset() {
    long table = frames.takeTableNear(150);
    frames.freeze();
    frames.takeFrom(table);
    frames.reset();
    assertFalse(frames.isFree(table));
    assertEquals(table + 1, frames.takeFrom(table));
  }

  @Test
  void aPartOfHotAddedMemoryCanGo() {
    frames.addMemory(500, 600);
    frames.removeMemory(520, 540);
    assertTrue(frames.isHotAdded(500, 520));
    assertTrue(frames.isHotAdded(540, 600));
    assertFalse(frames.isHotAdded(500, 600));
    assertFalse(frames.isHotAdded(300, 310));
  }

  @Test
  void knowsWhetherAnythingInARangeIsUsed() {
    assertTrue(frames.anyInUse(105, 111));
    assertFalse(frames.anyInUse(120, 200));
    frames.takeFrom(150);
    assertTrue(frames.anyInUse(120, 200));
  }
}
