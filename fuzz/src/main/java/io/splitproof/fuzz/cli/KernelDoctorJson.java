package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.doctor.Diagnosis;
import io.splitproof.fuzz.mutants.HuntResult;
import io.splitproof.fuzz.mutants.Testability;
import java.util.List;
import java.util.Locale;

/** Results of {@code kernel doctor} for machines. */
final class KernelDoctorJson {

  private KernelDoctorJson() {}

  static String of(List<Diagnosis> looks, List<HuntResult> hunts, Testability verdict)
      throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode object = mapper.createObjectNode();
    object.put("testable", verdict.isTestable());
    object.put("verdict", verdict.text());
    DoctorCommand.write(looks, object.putArray("looks"));
    ArrayNode mutants = object.putArray("mutants");
    for (HuntResult hunt : hunts) {
      ObjectNode node = mutants.addObject();
      node.put("mutant", hunt.mutant().name());
      node.put("text", hunt.mutant().text());
      node.put("file", hunt.mutant().file());
      node.put("harmless", hunt.mutant().isHarmless());
      node.put("verdict", hunt.verdict().name().toLowerCase(Locale.ROOT));
      node.put("right", hunt.isRight());
      node.put("check", hunt.check());
      node.put("signature", hunt.signature());
      node.put("seconds", hunt.seconds());
      node.put("programs", hunt.programs());
      node.put("reason", hunt.reason());
    }
    return mapper.writeValueAsString(object);
  }
}
