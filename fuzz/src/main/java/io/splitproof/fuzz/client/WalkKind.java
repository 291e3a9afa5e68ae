package io.splitproof.fuzz.client;

/** Clients that go over pages which somebody else has. */
public enum WalkKind {
  /** Hibernation copies each page, and maps those first that the linear map does not have. */
  HIBERNATION("hibernation_copy"),
  /** A BPF program in a pack is run; the pack itself cannot be written. */
  BPF_PROGRAM("bpf_prog_run");

  private final String walks;

  WalkKind(String walks) {
    this.walks = walks;
  }

  /** What programs call it. */
  public String walks() {
    return walks;
  }
}
