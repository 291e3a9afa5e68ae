package io.splitproof.fuzz.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws that hold between programs, their text and their bytes. */
class ProgramRoundTripTest {

  @Provide
  Arbitrary<Program> programs() {
    return AnyProgram.programs();
  }

  @Property
  void whatIsPrintedParsesToTheSame(@ForAll("programs") Program program) {
    assertEquals(program, ProgramText.parse(ProgramText.print(program)));
  }

  @Property
  void eachStepParsesOnItsOwn(@ForAll("programs") Program program) {
    for (Step step : program.steps()) {
      String text = ProgramText.print(step, program.machine());
      assertEquals(step, ProgramText.parseStep(text, program.machine()));
    }
  }

  @Property
  void textIsCanonicalOnceParsed(@ForAll("programs") Program program) {
    String canonical = ProgramText.print(program);
    String loose = "  # noise\n\n" + canonical.replace(" ", " \t ").replace("\n", " # end\r\n");
    assertEquals(canonical, ProgramText.print(ProgramText.parse(loose)));
  }

  @Provide
  Arbitrary<Program> encodable() {
    return AnyProgram.programs().map(ProgramRoundTripTest::withoutWhatDoesNotFit);
  }

  private static Program withoutWhatDoesNotFit(Program program) {
    return program.withSteps(
        program.steps().stream()
            .filter(step -> ProgramBytes.canEncode(program.withSteps(List.of(step))))
            .toList());
  }

  @Property
  void whatCanBeEncodedDecodesToTheSame(@ForAll("encodable") Program program) {
    byte[] bytes = ProgramBytes.encode(program);
    assertEquals(program, ProgramBytes.decode(bytes));
    assertEquals(program, ProgramBytes.read(bytes));
  }

  @Property
  void anyBytesAreAProgramThatEncodes(@ForAll byte[] bytes) {
    Program program = ProgramBytes.decode(bytes);
    byte[] encoded = ProgramBytes.encode(program);
    assertEquals(program, ProgramBytes.read(encoded));
    assertArrayEquals(encoded, ProgramBytes.encode(ProgramBytes.decode(encoded)));
  }

  @Property
  void bytesSurviveTheWayThroughText(@ForAll byte[] bytes) {
    Program program = ProgramBytes.decode(bytes);
    Program read = ProgramText.parse(ProgramText.print(program));
    assertArrayEquals(ProgramBytes.encode(program), ProgramBytes.encode(read));
  }
}
