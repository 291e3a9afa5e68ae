package io.splitproof.impl.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The protocol of executors, version {@value #VERSION}. A message is 64-bit words, least byte
 * first: the first is its kind plus 256 times the number of words that follow. The executor begins
 * with one HELLO; a request is answered by events and one END. Requests may be sent ahead; they go
 * out as far as a pipe takes them even if the executor does not read, as it will not while nobody
 * reads what it writes.
 */
final class Connection {

  /** Version this side speaks. */
  static final int VERSION = 1;

  /** What END says, instead of a status, of an operation about an object that is not there. */
  static final long NOTHING = Long.MIN_VALUE;

  /** Bytes of requests without an answer; the smallest pipe has room for them. */
  private static final int MOST_UNANSWERED = 4096;

  private static final long MAGIC = 0x464f4f5250544c50L;
  private static final int MOST_WORDS = 1 << 16;
  private static final int WORD = Long.BYTES;

  private final OutputStream requests;
  private final InputStream events;
  private final ByteBuffer in = buffer();
  private final ByteBuffer out = buffer();
  private final Queue<long[]> waiting = new ArrayDeque<>();
  private final Queue<long[]> underWay = new ArrayDeque<>();
  private int unanswered;
  private int words;

  /** Creates it over two streams whose other ends an executor holds. */
  Connection(OutputStream requests, InputStream events) {
    this.requests = requests;
    this.events = events;
    in.limit(0);
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(MOST_WORDS * WORD).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the HELLO.
   *
   * @return what the executor was built for
   * @throws ExecutorFailure if it is no HELLO, or that of another version
   */
  Build greeting() {
    if (next() != EventKind.HELLO || words < 8 || word(0) != MAGIC) {
      throw new ExecutorFailure("the executor does not greet: is it one?");
    }
    if (word(1) != VERSION) {
      throw new ExecutorFailure(
          "the executor speaks version " + word(1) + ", not " + VERSION + ": build it again");
    }
    return new Build(
        (int) word(2), (int) word(3), (int) word(4), (int) word(5), (int) word(6), word(7) != 0);
  }

  /** Sends a request, its head in front; it is on its way when an answer is waited for. */
  void send(long[] request) {
    waiting.add(request);
  }

  /** Sends what waits, as far as it may go. */
  void flush() {
    for (long[] request = waiting.peek(); request != null && fits(request); ) {
      for (long word : request) {
        out.putLong(word);
      }
      unanswered += request.length * WORD;
      underWay.add(waiting.remove());
      request = waiting.peek();
    }
    if (out.position() > 0) {
      write();
    }
  }

  private boolean fits(long[] request) {
    return unanswered == 0 || unanswered + request.length * WORD <= MOST_UNANSWERED;
  }

  private void write() {
    try {
      requests.write(out.array(), 0, out.position());
      requests.flush();
      out.clear();
    } catch (IOException e) {
      throw new ExecutorFailure("the executor is gone: " + e.getMessage(), e);
    }
  }

  /** Reads the next message, whose words {@link #word} gives from then on. */
  EventKind next() {
    in.position(in.position() + words * WORD);
    words = 0;
    need(WORD);
    long head = in.getLong();
    long count = head >>> 8;
    if (count >= MOST_WORDS) {
      throw new ExecutorFailure("the executor sent a message of " + count + " words");
    }
    words = (int) count;
    need(words * WORD);
    EventKind kind = EventKind.numbered((int) (head & 255));
    if (kind == EventKind.END && !underWay.isEmpty()) {
      unanswered -= underWay.remove().length * WORD;
    }
    return kind;
  }

  private void need(int bytes) {
    if (in.remaining() >= bytes) {
      return;
    }
    flush();
    in.compact();
    try {
      while (in.position() < bytes) {
        int got = events.read(in.array(), in.position(), in.remaining());
        if (got < 0) {
          throw new ExecutorFailure("the executor broke off without a word");
        }
        in.position(in.position() + got);
      }
    } catch (IOException e) {
      throw new ExecutorFailure("the executor cannot be heard: " + e.getMessage(), e);
    }
    in.flip();
  }

  /** Words of the message that was read, besides the first. */
  int words() {
    return words;
  }

  /** Word number {@code index} of it. */
  long word(int index) {
    if (index >= words) {
      throw new ExecutorFailure("the executor sent a message that is too short");
    }
    return in.getLong(in.position() + index * WORD);
  }

  /** The texts from word number {@code first} on, each ended by a zero byte. */
  List<String> texts(int first) {
    List<String> texts = new ArrayList<>();
    int from = in.position() + first * WORD;
    int end = in.position() + words * WORD;
    for (int at = from; at < end; at++) {
      if (in.get(at) == 0) {
        texts.add(new String(in.array(), from, at - from, StandardCharsets.UTF_8));
        from = at + 1;
      }
    }
    while (texts.size() < 3) {
      texts.add("");
    }
    return texts;
  }

  /** What an executor was built for. */
  record Build(
      int pageShift, int vaBits, int levels, int contPtes, int contPmds, boolean kfence) {}
}
