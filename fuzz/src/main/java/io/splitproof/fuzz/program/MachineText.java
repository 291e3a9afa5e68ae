package io.splitproof.fuzz.program;

import io.splitproof.oracle.contract.MachineConfig;
import io.splitproof.oracle.contract.MachineConfig.Bank;
import io.splitproof.oracle.contract.MachineConfig.KernelImage;

/**
 * Machines as text: {@code 4K/48 ram 0x40000000+4G kernel ... bbml2 all cpus 2 rodata full kfence
 * none tables apart stage booted}, then those of {@code debug_pagealloc realm kpti bti} that are
 * on. A machine of {@code x86/48} has no bbml2, no stage and none of the flags.
 */
public final class MachineText {

  private MachineText() {}

  /**
   * Reads a machine. Keys may come in any order; a missing one keeps what {@code base} has, except
   * that another geometry brings its own kernel image, and that the image moves along with the
   * first bank. {@code preset NAME} starts from a machine of {@link Machines}; {@code no-kpti}
   * and the like turn a flag off.
   *
   * @throws ProgramSyntaxException if {@code text} is not a machine, or one that cannot exist
   */
  public static MachineConfig parse(String text, MachineConfig base) {
    return MachineParser.parse(new Tokens(0, text), base);
  }

  /** Writes every key of {@code machine} in the canonical order, without the word machine. */
  public static String print(MachineConfig machine) {
    StringBuilder text = new StringBuilder(machine.geometry().name()).append(" ram ");
    String separator = "";
    for (Bank bank : machine.banks()) {
      text.append(separator).append(Numbers.hex(bank.start()));
      text.append('+').append(Numbers.size(bank.bytes()));
      separator = ",";
    }
    text.append(" kernel ").append(kernel(machine.kernel()));
    boolean x86 = machine.geometry().isX86();
    text.append(x86 ? "" : " bbml2 " + Tokens.name(machine.bbml2()));
    text.append(" cpus ").append(machine.cpus());
    text.append(" rodata ").append(Tokens.name(machine.rodata()));
    text.append(" kfence ").append(Tokens.name(machine.kfence()));
    text.append(" tables ").append(Tokens.name(machine.tables()));
    text.append(x86 ? "" : " stage " + Tokens.name(machine.stage()));
    text.append(machine.debugPagealloc() ? " debug_pagealloc" : "");
    text.append(machine.realm() ? " realm" : "");
    text.append(machine.nonGlobal() ? " kpti" : "");
    text.append(machine.bti() ? " bti" : "");
    return text.toString();
  }

  private static String kernel(KernelImage kernel) {
    return String.join(
        ",",
        Numbers.hex(kernel.text()),
        Numbers.hex(kernel.stext()),
        Numbers.hex(kernel.initBegin()),
        Numbers.hex(kernel.initEnd()),
        Numbers.hex(kernel.bssStop()));
  }
}
