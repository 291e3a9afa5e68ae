package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  @Test
  void aGreetingSaysWhatTheExecutorWasBuiltFor() {
    assertEquals(
        new Connection.Build(12, 48, 4, 16, 16, false),
        new StubExecutor().greets().connection().greeting());
  }

  @Test
  void anotherVersionIsRefused() {
    StubExecutor stub =
        new StubExecutor().says(EventKind.HELLO, StubExecutor.MAGIC, 2, 12, 48, 4, 16, 16, 0);
    assertFails(() -> stub.connection().greeting(), "version 2, not 1: build it again");
  }

  @Test
  void whoDoesNotGreetIsNoExecutor() {
    assertFails(
        () -> new StubExecutor().says(EventKind.END, 0).connection().greeting(), "greet");
  }

  @Test
  void silenceIsNoAnswer() {
    assertFails(() -> new StubExecutor().connection().next(), "broke off");
  }

  @Test
  void halfAMessageIsNone() {
    StubExecutor stub = new StubExecutor().says(EventKind.END.ordinal() | 5 << 8);
    assertFails(() -> stub.connection().next(), "broke off");
  }

  @Test
  void anUnknownKindIsRefused() {
    assertFails(() -> new StubExecutor().says(200).connection().next(), "unknown kind 200");
  }

  @Test
  void aWordTooFarIsRefused() {
    Connection connection = new StubExecutor().says(EventKind.END, 7).connection();
    assertEquals(EventKind.END, connection.next());
    assertEquals(7, connection.word(0));
    assertFails(() -> connection.word(1), "too short");
  }

  @Test
  void textsEndWithZeroBytes() {
    Connection connection =
        new StubExecutor().saysTexts(EventKind.WARNED, 9, "one", "", "three").connection();
    connection.next();
    assertEquals(List.of("one", "", "three"), connection.texts(1).subList(0, 3));
  }

  @Test
  void requestsGoOutBeforeAnswersAreAwaited() {
    StubExecutor stub = new StubExecutor().says(EventKind.END, 0);
    Connection connection = stub.connection();
    connection.send(new long[] {2});
    connection.send(new long[] {3 | 2 << 8, 10, -1});
    assertEquals(0, stub.asked().length);
    connection.next();
    assertArrayEquals(new long[] {2, 3 | 2 << 8, 10, -1}, stub.asked());
  }

  @Test
  void noMoreGoesAheadThanAPipeHolds() {
    StubExecutor stub = new StubExecutor();
    for (int i = 0; i < 1000; i++) {
      stub.says(EventKind.END, i);
    }
    Connection connection = stub.connection();
    for (int i = 0; i < 1000; i++) {
      connection.send(new long[] {3 | 2 << 8, i, i});
    }
    connection.flush();
    assertEquals(3 * 170, stub.asked().length);
    for (int i = 0; i < 1000; i++) {
      assertEquals(EventKind.END, connection.next());
      connection.flush();
    }
    assertEquals(3 * 1000, stub.asked().length);
  }

  @Test
  void aRequestThatIsLargerGoesAlone() {
    StubExecutor stub = new StubExecutor().says(EventKind.END, 0).says(EventKind.END, 0);
    Connection connection = stub.connection();
    connection.send(new long[2000]);
    connection.send(new long[1]);
    connection.flush();
    assertEquals(2000, stub.asked().length);
    connection.next();
    connection.flush();
    assertEquals(2001, stub.asked().length);
  }

  private static void assertFails(Runnable action, String reason) {
    ExecutorFailure failure = assertThrows(ExecutorFailure.class, action::run);
    assertTrue(failure.getMessage().contains(reason), failure::getMessage);
  }
}
