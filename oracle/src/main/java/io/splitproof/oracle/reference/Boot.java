package io.splitproof.oracle.reference;

import io.splitproof.oracle.contract.Design;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.StateDigest;

/**
 * How far boot has come, and what that lets a split do.
 *
 * <p>Source: Linux 7.2 {@code arch/arm64/mm/mmu.c} (force_pte_mapping, split_kernel_leaf_mapping),
 * {@code pageattr.c} (can_set_direct_map).
 */
public final class Boot {

  /** What a request to split gets. */
  public enum Split {
    /** Nothing is split, whatever the range: the caller may meet a leaf that is too large. */
    NOT_NEEDED,
    /** Refused: a second CPU is online and what all CPUs have is not known. */
    REFUSED,
    /** Leaves are split where they cross an end of the range; tables are allocated. */
    POSSIBLE
  }

  private final MachineConfig config;
  private final Design design;
  private final boolean changeable;
  private final boolean needsPages;
  private final boolean pagesFromBoot;
  private boolean finalized;
  private boolean systemBbml2;
  private boolean onlineBbml2;
  private boolean rodataMarked;
  private int online;

  Boot(MachineConfig config, Design design) {
    this.config = config;
    this.design = design;
    boolean late = config.kfence() == Kfence.LATE;
    boolean full = config.rodata() == Rodata.FULL;
    boolean x86 = config.geometry().isX86();
    this.changeable = x86 || full || config.debugPagealloc() || late || config.realm();
    this.needsPages = full || late || config.realm();
    boolean pages = config.bbml2() == Bbml2.NONE && needsPages;
    boolean realm = config.realm() && design.realmByPages();
    this.pagesFromBoot = config.debugPagealloc() || pages || realm;
    reset();
  }

  void reset() {
    boolean booted = config.stage() == Stage.BOOTED;
    finalized = booted;
    rodataMarked = booted;
    online = booted ? config.cpus() : 1;
    onlineBbml2 = booted ? config.allBbml2() : config.bbml2() != Bbml2.NONE;
    systemBbml2 = booted && config.allBbml2();
  }

  void digest(StateDigest digest) {
    digest.add(finalized);
    digest.add(systemBbml2);
    digest.add(onlineBbml2);
    digest.add(rodataMarked);
    digest.add(online);
  }

  /** can_set_direct_map(): whether single pages of the linear map may be changed. */
  public boolean changeable() {
    return changeable;
  }

  /** Whether the linear map is made of nothing but pages. */
  boolean pagesOnly() {
    boolean largeNow = finalized && systemBbml2;
    return pagesFromBoot || design.pagesFirst() && needsPages && !largeNow;
  }

  /** linear_map_requires_bbml2: there are blocks, and they must be split to be changed. */
  boolean requiresBbml2() {
    return changeable && !pagesOnly();
  }

  /** CPUs that are up; they have the numbers below that. */
  int online() {
    return online;
  }

  boolean finalized() {
    return finalized;
  }

  boolean rodataMarked() {
    return rodataMarked;
  }

  void markRodata() {
    rodataMarked = true;
  }

  /** What split_kernel_leaf_mapping does for a range outside the KFENCE pool. */
  public Split split() {
    if (!requiresBbml2() || finalized && !systemBbml2) {
      return Split.NOT_NEEDED;
    }
    boolean undecided = !finalized && online > 1 && !design.bbml2OfBootCpu();
    return undecided ? Split.REFUSED : Split.POSSIBLE;
  }

  /** Whether finalising now would repaint the linear map to pages. */
  boolean finalizingRepaints() {
    return requiresBbml2() && !onlineBbml2;
  }

  /** Whether finalising now would make large leaves of a linear map of pages. */
  boolean finalizingCollapses() {
    return design.pagesFirst() && needsPages && !pagesFromBoot && !finalized && onlineBbml2;
  }

  void finalizeCapabilities() {
    finalized = true;
    systemBbml2 = onlineBbml2;
  }

  /** Whether a CPU may come up: not without what the system has come to rely on. */
  boolean admits(boolean bbml2) {
    boolean required =
        design.bbml2OfBootCpu() ? config.bbml2() != Bbml2.NONE : finalized && systemBbml2;
    return bbml2 || !required;
  }

  void cpuUp(boolean bbml2) {
    online++;
    onlineBbml2 &= bbml2;
  }
}
