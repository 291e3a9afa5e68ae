package io.splitproof.fuzz.campaign;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one program covers.
 *
 * @param features a number for each branch of the judged, with how often it was taken, and for each
 *     state, in ascending order; numbers of one {@link FeatureRun} can be compared
 * @param signature how it diverged, or null
 * @param failure why the harness could not run it, or null
 */
public record ProgramFeatures(int[] features, String signature, String failure) {

  private static final int LONGEST = 10_000;

  void write(DataOutputStream out) throws IOException {
    out.writeInt(features.length);
    for (int feature : features) {
      out.writeInt(feature);
    }
    writeText(out, signature);
    writeText(out, failure);
  }

  static ProgramFeatures read(DataInputStream in) throws IOException {
    int[] features = new int[in.readInt()];
    for (int i = 0; i < features.length; i++) {
      features[i] = in.readInt();
    }
    return new ProgramFeatures(features, readText(in), readText(in));
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text.substring(0, Math.min(text.length(), LONGEST)));
    }
  }

  private static String readText(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
