package io.splitproof.oracle.reference;

import io.splitproof.oracle.arch.Geometry;
import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.Bbml2;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;
import io.splitproof.oracle.contract.MachineConfig.Kfence;
import io.splitproof.oracle.contract.MachineConfig.Rodata;
import io.splitproof.oracle.contract.MachineConfig.Stage;
import io.splitproof.oracle.contract.MachineConfig.TablePlacement;
import java.util.List;

/** Machines for tests: 4K/39, 64 MiB at 1 GiB, image in the second and third 2 MiB. */
public final class Machines {

  /** Start of memory, bytes. */
  public static final long BASE = 1L << 30;

  /** Bytes of memory. */
  public static final long BYTES = 64L << 20;

  /** 2 MiB. */
  public static final long BLOCK = 2L << 20;

  private Machines() {}

  /** A machine that has just begun to boot: blocks, changeable. */
  public static MachineConfig early() {
    return new MachineConfig(
        Geometry.named("4K/39"),
        List.of(new Bank(BASE, BYTES)),
        new KernelImage(
            BASE + BLOCK, BASE + BLOCK, BASE + 2 * BLOCK, BASE + 2 * BLOCK, BASE + 3 * BLOCK),
        Bbml2.ALL,
        1,
        Rodata.FULL,
        Kfence.NONE,
        false,
        false,
        false,
        false,
        TablePlacement.APART,
        Stage.EARLY);
  }

  /** The same, booted. */
  public static MachineConfig booted() {
    return with(early(), Rodata.FULL, Stage.BOOTED);
  }

  /** {@code config} with another rodata setting and stage. */
  public static MachineConfig with(MachineConfig config, Rodata rodata, Stage stage) {
    return new MachineConfig(
        config.geometry(),
        config.banks(),
        config.kernel(),
        config.bbml2(),
        config.cpus(),
        rodata,
        config.kfence(),
        config.debugPagealloc(),
        config.realm(),
        config.nonGlobal(),
        config.bti(),
        config.tables(),
        stage);
  }

  /** {@code config} with another KFENCE setting. */
  public static MachineConfig with(MachineConfig config, Kfence kfence) {
    return new MachineConfig(
        config.geometry(),
        config.banks(),
        config.kernel(),
        config.bbml2(),
        config.cpus(),
        config.rodata(),
        kfence,
        config.debugPagealloc(),
        config.realm(),
        config.nonGlobal(),
        config.bti(),
        config.tables(),
        config.stage());
  }

  /** {@code config} with the switches that are off elsewhere. */
  public static MachineConfig with(
      MachineConfig config, boolean debugPagealloc, boolean realm, boolean nonGlobal, boolean bti) {
    return new MachineConfig(
        config.geometry(),
        config.banks(),
        config.kernel(),
        config.bbml2(),
        config.cpus(),
        config.rodata(),
        config.kfence(),
        debugPagealloc,
        realm,
        nonGlobal,
        bti,
        config.tables(),
        config.stage());
  }
}
