package io.splitproof.impl.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Says what a test wants an executor to have said, and keeps what it was asked. */
final class StubExecutor {

  static final long MAGIC = 0x464f4f5250544c50L;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream asked = new ByteArrayOutputStream();

  StubExecutor says(EventKind kind, long... words) {
    return says(kind.ordinal(), words);
  }

  StubExecutor says(int kind, long... words) {
    ByteBuffer message = littleEndian(new byte[8 + 8 * words.length]);
    message.putLong(kind | (long) words.length << 8);
    for (long word : words) {
      message.putLong(word);
    }
    said.writeBytes(message.array());
    return this;
  }

  StubExecutor saysTexts(EventKind kind, long number, String... texts) {
    byte[] bytes = (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8);
    long[] words = new long[1 + (bytes.length + 7) / 8];
    words[0] = number;
    byte[] padded = new byte[8 * (words.length - 1)];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    littleEndian(padded).asLongBuffer().get(words, 1, words.length - 1);
    return says(kind, words);
  }

  /** Says hello as an executor for 4K/48 without KFENCE. */
  StubExecutor greets() {
    return says(EventKind.HELLO, MAGIC, Connection.VERSION, 12, 48, 4, 16, 16, 0);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  Connection connection() {
    return new Connection(asked, new ByteArrayInputStream(said.toByteArray()));
  }

  /** Every word it was asked, kinds included. */
  long[] asked() {
    long[] words = new long[asked.size() / 8];
    littleEndian(asked.toByteArray()).asLongBuffer().get(words);
    return words;
  }
}
