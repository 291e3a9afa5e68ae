package io.splitproof.fuzz.corpus;

import io.splitproof.fuzz.campaign.ProgramFeatures;
import io.splitproof.fuzz.corpus.Candidates.Candidate;
import io.splitproof.fuzz.store.ContentName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which programs a corpus keeps: those that cover what all do, at least one for each divergence, so
 * that no finding goes, those that somebody named, and those on which the harness failed.
 */
final class Selection {

  /** Numbers of divergences, above those of features. */
  private static final int SIGNATURES = 1 << 24;

  private final List<Candidate> programs;
  private final BitSet kept = new BitSet();
  private final BitSet features = new BitSet();
  private final BitSet given = new BitSet();
  private final List<String> signatures = new ArrayList<>();
  private final Map<String, Integer> times = new TreeMap<>();
  private final Map<String, String> failures = new TreeMap<>();

  Selection(List<Candidate> programs, List<ProgramFeatures> covered) {
    this.programs = programs;
    List<int[]> sets = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      int[] set = numbers(covered.get(i));
      if (hasToStay(programs.get(i), covered.get(i))) {
        kept.set(i);
        Arrays.stream(set).forEach(given::set);
        set = new int[0];
      }
      sets.add(set);
    }
    int[] costs = programs.stream().mapToInt(program -> program.content().length).toArray();
    kept.or(SetCover.of(sets, costs, given.stream().toArray()));
  }

  private int[] numbers(ProgramFeatures covered) {
    int[] numbers = covered.features();
    Arrays.stream(numbers).forEach(features::set);
    if (covered.signature() == null) {
      return numbers;
    }
    if (times.merge(covered.signature(), 1, Integer::sum) == 1) {
      signatures.add(covered.signature());
    }
    int number = SIGNATURES + signatures.indexOf(covered.signature());
    return IntStream.concat(Arrays.stream(numbers), IntStream.of(number)).toArray();
  }

  private boolean hasToStay(Candidate program, ProgramFeatures covered) {
    if (covered.failure() != null) {
      failures.put(ContentName.of(program.content()), covered.failure());
    }
    return program.named() || covered.failure() != null;
  }

  /** Whether program number {@code index} is kept. */
  boolean keeps(int index) {
    return kept.get(index);
  }

  /** Whether the file of program number {@code index} that its content names is to go. */
  boolean drops(int index) {
    Candidate program = programs.get(index);
    return program.own() && (program.named() || !kept.get(index));
  }

  /** How many programs are kept. */
  int size() {
    return kept.cardinality();
  }

  /** How many of them the folder does not hold yet. */
  int added() {
    return (int) kept.stream().filter(i -> !programs.get(i).isThere()).count();
  }

  /** How many files are to go. */
  int dropped() {
    return (int) IntStream.range(0, programs.size()).filter(this::drops).count();
  }

  /** Size of what is kept. */
  long bytes() {
    return kept.stream().mapToLong(i -> programs.get(i).content().length).sum();
  }

  /** Branches, with how often, and states. */
  int features() {
    return features.cardinality();
  }

  /** Divergences, with how many programs show each. */
  Map<String, Integer> signatures() {
    return times;
  }

  /** Programs on which the harness failed, by name, with the reason. */
  Map<String, String> failures() {
    return failures;
  }
}
