package io.splitproof.impl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Requests here are single words; the reset is {@value #RESET}. */
class PipelineTest {

  private static final long RESET = 2;

  private final StubExecutor stub = new StubExecutor();

  private Pipeline pipeline(long... statuses) {
    for (long status : statuses) {
      stub.says(EventKind.STORED, 8, status).says(EventKind.END, status);
    }
    connection = stub.connection();
    return new Pipeline(connection);
  }

  private Connection connection;

  /** The status that the answer to {@code request} ends with. */
  private long ask(Pipeline pipeline, long request) {
    pipeline.ask(new long[] {request});
    while (connection.next() != EventKind.END) {
      // An event of the answer.
    }
    return connection.word(0);
  }

  private static List<long[]> requests(long... words) {
    return LongStream.of(words).mapToObj(word -> new long[] {word}).toList();
  }

  private void assertSent(long... words) {
    assertEquals(Arrays.toString(words), Arrays.toString(stub.asked()));
  }

  @Test
  void whatIsExpectedGoesOutAtOnce() {
    Pipeline pipeline = pipeline(70, 80, 90);
    pipeline.expect(requests(7, 8, 9));
    assertSent(7, 8, 9);
    assertFalse(pipeline.isIdle());
    assertEquals(70, ask(pipeline, 7));
    assertEquals(80, ask(pipeline, 8));
    assertEquals(90, ask(pipeline, 9));
    assertTrue(pipeline.isIdle());
    assertSent(7, 8, 9);
  }

  @Test
  void whatIsNotExpectedIsAskedAllTheSame() {
    Pipeline pipeline = pipeline(70, 80);
    assertEquals(70, ask(pipeline, 7));
    assertEquals(80, ask(pipeline, 8));
    assertSent(7, 8);
  }

  @Test
  void aWrongGuessIsTakenBackAndWhatWasRightDoneAgain() {
    Pipeline pipeline = pipeline(70, 80, 90, 0, 70, 60);
    pipeline.expect(requests(7, 8, 9));
    assertEquals(70, ask(pipeline, 7));
    assertEquals(60, ask(pipeline, 6));
    assertSent(7, 8, 9, RESET, 7, 6);
    assertTrue(pipeline.isIdle());
  }

  @Test
  void aGuessAboutNothingDoesNoHarm() {
    stub.says(EventKind.END, 70).says(EventKind.END, Connection.NOTHING).says(EventKind.END, 90);
    Pipeline pipeline = pipeline();
    pipeline.expect(requests(7, 8, 9));
    assertEquals(70, ask(pipeline, 7));
    assertEquals(90, ask(pipeline, 9));
    assertSent(7, 8, 9);
  }

  @Test
  void aBetterGuessKeepsWhatIsTheSame() {
    Pipeline pipeline = pipeline(70, 80, 90, 100);
    pipeline.expect(requests(7, 8));
    pipeline.expect(requests(7, 8, 9, 10));
    assertSent(7, 8, 9, 10);
    assertEquals(70, ask(pipeline, 7));
    pipeline.expect(requests(8));
    assertEquals(80, ask(pipeline, 8));
    assertSent(7, 8, 9, 10);
  }

  @Test
  void aBetterGuessReplacesTheRest() {
    Pipeline pipeline = pipeline(70, 80, 90, 0, 70, 80, 100);
    pipeline.expect(requests(7, 8, 9));
    assertEquals(70, ask(pipeline, 7));
    pipeline.expect(requests(8, 10));
    assertSent(7, 8, 9, RESET, 7, 8, 10);
    assertEquals(80, ask(pipeline, 8));
    assertEquals(100, ask(pipeline, 10));
  }

  @Test
  void aBetterGuessPassesOverWhatWasAboutNothing() {
    stub.says(EventKind.END, Connection.NOTHING).says(EventKind.END, 80);
    Pipeline pipeline = pipeline();
    pipeline.expect(requests(7, 8));
    pipeline.expect(requests(8));
    assertEquals(80, ask(pipeline, 8));
    assertSent(7, 8);
  }

  @Test
  void aResetWaitsForNothing() {
    Pipeline pipeline = pipeline(70, 80, 0, 90);
    pipeline.expect(requests(7, 8));
    assertEquals(70, ask(pipeline, 7));
    pipeline.reset();
    pipeline.expect(requests(9));
    assertSent(7, 8, RESET, 9);
    assertEquals(90, ask(pipeline, 9));
  }
}
