package io.splitproof.fuzz.exhaustive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.splitproof.fuzz.program.Machines;
import io.splitproof.fuzz.program.Step;
import io.splitproof.fuzz.run.Checks;
import io.splitproof.impl.Variants;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.StateDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes for the same state must go on in the same way: nothing is left out of the digest. */
class DigestTest {

  private static final int LENGTH = 3;
  private static final int PATHS = 4000;
  private static final int PAIRS = 50;

  /** A state, and one way into it. */
  private record Way(List<Integer> moves, List<String> future) {}

  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny-early", "tiny-debug", "tiny-inside", "tiny-realm"})
  void twoWaysIntoOneStateGoOnAlike(String world) {
    MachineConfig machine = Machines.named(world);
    List<Step> alphabet = Alphabet.of(machine);
    Subject subject =
        new Subject(Variants.byDefault(), machine, Checks.ALL, new Moves(alphabet));
    Map<String, Way> known = new HashMap<>();
    int compared = 0;
    for (int i = 0; i < PATHS && compared < PAIRS; i++) {
      List<Integer> moves = walk(subject, alphabet.size());
      String digest = text(subject.digest());
      Way other = known.get(digest);
      if (other == null) {
        known.put(digest, new Way(moves, null));
      } else if (!other.moves().equals(moves)) {
        List<String> expected =
            other.future() == null
                ? future(subject, other.moves(), alphabet.size())
                : other.future();
        known.put(digest, new Way(other.moves(), expected));
        assertEquals(
            expected, future(subject, moves, alphabet.size()), other.moves() + " and " + moves);
        compared++;
      }
    }
    assertEquals(PAIRS, compared, "states that there was more than one way into");
  }

  /** A few moves by chance. */
  private List<Integer> walk(Subject subject, int letters) {
    subject.goTo(new int[0], 0);
    List<Integer> moves = new ArrayList<>();
    for (int tries = 0; tries < 20 && moves.size() < LENGTH; tries++) {
      int letter = random.nextInt(letters);
      if (!subject.isRefused(letter)) {
        int nth = random.nextInt(4);
        int move = nth == 3 ? Moves.failingOnce(letter, 1) : Moves.plain(letter);
        subject.make(move);
        if (subject.died()) {
          return walk(subject, letters);
        }
        moves.add(move);
      }
    }
    return moves;
  }

  /** What every move of the alphabet leads to after {@code moves}. */
  private static List<String> future(Subject subject, List<Integer> moves, int letters) {
    int[] path = moves.stream().mapToInt(Integer::intValue).toArray();
    List<String> future = new ArrayList<>();
    for (int letter = 0; letter < letters; letter++) {
      subject.goTo(path, path.length);
      if (subject.isRefused(letter)) {
        future.add("refused");
      } else {
        Object divergence = subject.make(Moves.plain(letter));
        String outcome = subject.died() ? "died" : divergence == null ? "agrees" : "diverges";
        future.add(
            outcome + " " + subject.allocations().tried() + " " + text(subject.digest()));
      }
    }
    return future;
  }

  private static String text(StateDigest digest) {
    return Long.toHexString(digest.high()) + "-" + Long.toHexString(digest.low());
  }
}
