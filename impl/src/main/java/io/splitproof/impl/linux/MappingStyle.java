package io.splitproof.impl.linux;

/**
 * How a range may be mapped.
 *
 * @param blocks whether leaves above pages are allowed
 * @param contiguous whether the contiguous mark is allowed
 * @param noExec whether new tables forbid execution below them
 * @param early whether tables come from memblock, which never fails
 */
public record MappingStyle(boolean blocks, boolean contiguous, boolean noExec, boolean early) {

  /** For ranges whose tables exist: only protections change. */
  public static final MappingStyle UPDATE = new MappingStyle(true, true, false, true);
}
