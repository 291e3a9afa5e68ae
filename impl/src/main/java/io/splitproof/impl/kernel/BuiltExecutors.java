package io.splitproof.impl.kernel;

import io.splitproof.impl.kernel.KernelVariant.Executor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Executors that somebody has built, and more as they come to be; builds none. */
public final class BuiltExecutors implements Function<Executor, Path>, Predicate<Executor> {

  private final Path folder;
  private final Set<Executor> seen = ConcurrentHashMap.newKeySet();

  /**
   * Looks for them.
   *
   * @param folder with a folder for each
   */
  public BuiltExecutors(Path folder) {
    this.folder = folder;
  }

  /** Where an executor is below {@code folder} once it is built. */
  static Path file(Path folder, Executor executor) {
    String name = executor.toString().replace('/', '-').replace(' ', '-');
    return folder.resolve(name).resolve("executor");
  }

  @Override
  public boolean test(Executor executor) {
    return seen.contains(executor)
        || Files.isExecutable(file(folder, executor)) && seen.add(executor);
  }

  /**
   * The file of an executor.
   *
   * @throws ExecutorFailure if it is not built
   */
  @Override
  public Path apply(Executor executor) {
    if (!test(executor)) {
      throw new ExecutorFailure("the executor for " + executor + " is not built");
    }
    return file(folder, executor);
  }
}
