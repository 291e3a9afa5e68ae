package io.splitproof.impl.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol of executors, version {@value #VERSION}. A message is 64-bit words, least byte
 * first: the first is its kind plus 256 times the number of words that follow. The executor begins
 * with one HELLO; a request is answered by events and one END. Requests may be sent ahead.
 */
final class Connection {

  /** Version this side speaks. */
  static final int VERSION = 1;

  private static final long MAGIC = 0x464f4f5250544c50L;
  private static final int MOST_WORDS = 1 << 16;
  private static final int WORD = Long.BYTES;

  private final OutputStream requests;
  private final InputStream events;
  private final ByteBuffer in = buffer();
  private final ByteBuffer out = buffer();
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

  /** Sends a request; it is on its way when {@link #next} is called. */
  void send(int kind, long... arguments) {
    if (out.remaining() < (arguments.length + 1) * WORD) {
      flush();
    }
    out.putLong(kind | (long) arguments.length << 8);
    for (long argument : arguments) {
      out.putLong(argument);
    }
  }

  private void flush() {
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
    if (out.position() > 0) {
      flush();
    }
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
    return EventKind.numbered((int) (head & 255));
  }

  private void need(int bytes) {
    if (in.remaining() >= bytes) {
      return;
    }
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
