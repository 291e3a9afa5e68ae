package io.splitproof.fuzz.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names of files that say what is in them: the SHA-1 of the content in hex, which is what libFuzzer
 * calls the inputs it keeps. Whoever reads such a file can tell whether it is whole.
 */
public final class ContentName {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

  private ContentName() {}

  /** The name of a file that holds {@code content}. */
  public static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }

  /** Whether {@code name} says what must be in its file. */
  public static boolean isOne(String name) {
    return FORM.matcher(name).matches();
  }

  /** Whether a file of that name may hold {@code content}: false if it is damaged. */
  public static boolean fits(String name, byte[] content) {
    return !isOne(name) || name.equals(of(content));
  }
}
