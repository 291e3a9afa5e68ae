package io.splitproof.impl.kernel;

import io.splitproof.impl.kernel.KernelVariant.Executor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Executors of one tree, each built when it is first asked for. Nothing is written but below the
 * cache folder, in a folder named after what the tree's files and the build's own files are now: a
 * tree that changes gets another.
 */
public final class ExecutorCache implements Function<Executor, Path> {

  private final Path tree;
  private final Path sources;
  private final Path cache;
  private final Path folder;
  private final ExecutorCache original;
  private final List<String> changed;
  private final String subject;
  private final Map<Executor, Object> locks = new ConcurrentHashMap<>();
  private final Consumer<String> progress;

  /**
   * Creates it.
   *
   * @param tree a Linux source tree
   * @param sources the folder that {@code build.sh} is in
   * @param cache where products go
   * @param progress hears what is being built
   * @throws IOException if the tree cannot be read
   */
  public ExecutorCache(Path tree, Path sources, Path cache, Consumer<String> progress)
      throws IOException {
    this.tree = tree.toRealPath();
    this.sources = sources.toRealPath();
    this.cache = cache.toAbsolutePath();
    this.progress = progress;
    this.folder = this.cache.resolve(TreeKey.of(this.tree, this.sources));
    this.original = null;
    this.changed = List.of();
    this.subject = this.tree.toString();
  }

  private ExecutorCache(ExecutorCache original, TreeCopy copy) {
    this.tree = copy.root();
    this.sources = original.sources;
    this.cache = original.cache;
    this.progress = original.progress;
    this.folder = copy.products();
    this.original = copy.hasTheSameFiles() ? original : null;
    this.changed = List.copyOf(copy.changed());
    this.subject = original.tree + " with another " + String.join(", ", changed);
  }

  /**
   * A copy of the tree to change, which is to be closed.
   *
   * @throws IOException if it cannot be made
   */
  public TreeCopy copy() throws IOException {
    return new TreeCopy(tree, cache);
  }

  /**
   * Executors of a copy of the tree as it is now, which go when the copy is closed. What of the
   * original's executors did not read what was changed is used again, once the original's is built.
   */
  public ExecutorCache of(TreeCopy copy) {
    return new ExecutorCache(this, copy);
  }

  /** Where {@link BuiltExecutors} finds what is built. */
  public Path built() {
    return folder;
  }

  /** The tree they are built from. */
  public Path tree() {
    return tree;
  }

  /** Where an executor is once it is built. */
  public Path file(Executor executor) {
    return BuiltExecutors.file(folder, executor);
  }

  private Path folder(Executor executor) {
    return file(executor).getParent();
  }

  /**
   * The file of an executor, which is built if need be.
   *
   * @throws ExecutorFailure if it cannot be built; the message says which name of the tree is to
   *     blame
   */
  @Override
  public Path apply(Executor executor) {
    Path file = file(executor);
    if (Files.isExecutable(file)) {
      return file;
    }
    synchronized (locks.computeIfAbsent(executor, one -> new Object())) {
      return buildOnce(executor, file);
    }
  }

  /** Other processes are kept out by a lock on a file; this one's threads it would not keep out. */
  private Path buildOnce(Executor executor, Path file) {
    try {
      Files.createDirectories(folder(executor));
      Path lock = folder(executor).resolve("lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (held.isValid() && !Files.isExecutable(file)) {
          build(executor);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /**
   * Sees to it that each of several is built, as many at a time as there are processors.
   *
   * @throws ExecutorFailure of the first that cannot be built, once all have been tried
   */
  public void buildAll(Collection<Executor> executors) {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Path>> builds =
          executors.stream().map(one -> workers.submit(() -> apply(one))).toList();
      workers.shutdown();
      for (Future<Path> build : builds) {
        build.get();
      }
    } catch (ExecutionException e) {
      throw new ExecutorFailure(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
      throw new ExecutorFailure("interrupted while building", e);
    }
  }

  private void build(Executor executor) throws IOException {
    progress.accept("building " + executor + " of " + subject);
    Path log = folder(executor).resolve("build.txt");
    Process process =
        new ProcessBuilder(command(executor))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = await(process);
    if (status != 0 || !Files.isExecutable(file(executor))) {
      throw new ExecutorFailure("cannot build " + executor + ": " + reason(log, status));
    }
  }

  private List<String> command(Executor executor) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                sources.resolve("build.sh").toString(),
                tree.toString(),
                folder(executor).toString(),
                executor.geometry().name(),
                executor.kfence() ? "kfence" : "no-kfence",
                executor.flavour().text()));
    if (original != null && original.has(executor)) {
      Path names = Files.write(folder(executor).resolve("changed.txt"), changed);
      command.addAll(List.of(original.folder(executor).toString(), names.toString()));
    }
    return command;
  }

  /** Whether there is an executor, which is built if need be, of the tree as it still is. */
  private boolean has(Executor executor) throws IOException {
    try {
      apply(executor);
    } catch (ExecutorFailure failure) {
      return false;
    }
    return folder.equals(cache.resolve(TreeKey.of(tree, sources)));
  }

  static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      Thread.currentThread().interrupt();
      throw new ExecutorFailure("interrupted while building", e);
    }
  }

  /** The line in which the build says what is wrong, else its last one. */
  private String reason(Path log, int status) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.stream()
        .filter(line -> line.startsWith("build: "))
        .findFirst()
        .orElse(lines.isEmpty() ? "exit status " + status : lines.get(lines.size() - 1))
        .replace(tree + "/", "");
  }

  /** Symbols of the tree that a built executor does not model: reaching one is no verdict. */
  public List<String> unmodelled(Executor executor) throws IOException {
    return Files.readAllLines(folder(executor).resolve("unmodelled.c")).stream()
        .filter(line -> line.startsWith("  \""))
        .map(line -> line.substring(3, line.indexOf('"', 3)))
        .toList();
  }

  /** What was taken for the names that differ between kernels, as the build wrote it down. */
  public List<String> names(Executor executor) throws IOException {
    return Files.readAllLines(folder(executor).resolve("names.h")).stream()
        .map(line -> line.replaceFirst("#define (\\S+) ", "$1="))
        .toList();
  }
}
