package io.splitproof.oracle.contract;

/**
 * Which allocations fail from now on. A plan replaces the one before it.
 *
 * @param mode when
 * @param count 1-based for {@link Mode#NTH} and {@link Mode#EVERY}; how many still succeed for
 *     {@link Mode#BUDGET}; ignored for {@link Mode#OFF}
 * @param scope what
 */
public record FaultPlan(Mode mode, int count, Scope scope) {

  /** No allocation fails. */
  public static final FaultPlan OFF = new FaultPlan(Mode.OFF, 0, Scope.ANY);

  /** When an allocation fails. */
  public enum Mode {
    /** Never. */
    OFF,
    /** The count-th from now, once. */
    NTH,
    /** Every count-th. */
    EVERY,
    /** All once count allocations have succeeded. */
    BUDGET
  }

  /** Which allocations are counted. */
  public enum Scope {
    /** Tables of the linear map. */
    LINEAR_TABLE,
    /** Tables of the vmalloc area. */
    AREA_TABLE,
    /** Frames of areas and blocks. */
    FRAME,
    /** All of these. */
    ANY
  }
}
