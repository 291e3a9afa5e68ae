package io.splitproof.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TidyingTest {

  private static final Path CORPUS = Path.of("corpus");

  private final List<Path> tidied = new ArrayList<>();

  private Tidying tidying(Path corpus, int left) {
    return new Tidying(
        folder -> {
          tidied.add(folder);
          return left;
        },
        corpus,
        0);
  }

  private void consider(Tidying tidying, int size) {
    tidying.consider(size);
    tidying.end();
  }

  @Test
  void aCorpusIsTidiedEachTimeItHasDoubled() {
    Tidying tidying = tidying(CORPUS, 1500);
    consider(tidying, Tidying.SMALL - 1);
    assertEquals(List.of(), tidied);
    consider(tidying, Tidying.SMALL);
    consider(tidying, 2999);
    assertEquals(1, tidied.size());
    consider(tidying, 3000);
    assertEquals(2, tidied.size());
  }

  @Test
  void whereNothingIsKeptNothingIsTidied() {
    consider(tidying(null, 1), 1_000_000);
    assertEquals(List.of(), tidied);
  }

  @Test
  void afterAFailureItWaitsForTheNextDoubling() {
    Tidying tidying =
        new Tidying(
            folder -> {
              tidied.add(folder);
              throw new IOException("no room");
            },
            CORPUS,
            0);
    consider(tidying, 2500);
    consider(tidying, 4999);
    assertEquals(1, tidied.size());
    consider(tidying, 5000);
    assertEquals(2, tidied.size());
  }
}
