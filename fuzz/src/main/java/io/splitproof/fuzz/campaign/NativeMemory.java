package io.splitproof.fuzz.campaign;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * Memory that libFuzzer owns. Java 17 has no safe way to it yet, so this is {@code
 * sun.misc.Unsafe}, by its name, because naming its type draws a warning that cannot be silenced.
 */
final class NativeMemory {

  private static final MethodHandle COPY;
  private static final long ARRAY_START;

  static {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      MethodType copy =
          MethodType.methodType(
              void.class, Object.class, long.class, Object.class, long.class, long.class);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      COPY = lookup.findVirtual(unsafe, "copyMemory", copy).bindTo(instance.get(null));
      ARRAY_START = unsafe.getField("ARRAY_BYTE_BASE_OFFSET").getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private NativeMemory() {}

  /** The {@code size} bytes at {@code address}. */
  static byte[] read(long address, int size) {
    byte[] bytes = new byte[size];
    copy(null, address, bytes, ARRAY_START, size);
    return bytes;
  }

  /** Writes the first {@code size} of {@code bytes} to {@code address}. */
  static void write(long address, byte[] bytes, int size) {
    copy(bytes, ARRAY_START, null, address, size);
  }

  private static void copy(Object from, long at, Object to, long start, long size) {
    try {
      COPY.invokeExact(from, at, to, start, size);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
