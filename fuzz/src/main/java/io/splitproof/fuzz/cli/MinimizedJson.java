package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.program.Program;
import io.splitproof.fuzz.program.ProgramText;
import java.nio.file.Path;

/** What minimising one program came to, as one JSON object. */
final class MinimizedJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MinimizedJson() {}

  /** The object, on one line; {@code out} is where the program was written, or null. */
  static String of(Shortening shortening, Path out) throws JsonProcessingException {
    Program program = shortening.minimized();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", shortening.file().toString());
    root.put("variant", shortening.variant().name());
    root.put("signature", shortening.signature());
    root.put("stepsBefore", shortening.original().steps().size());
    root.put("steps", program.steps().size());
    root.put("removed", shortening.removed());
    root.put("runs", shortening.result().executions());
    root.put("complete", shortening.result().complete());
    root.put("out", out == null ? null : out.toString());
    root.put("program", ProgramText.print(program));
    return MAPPER.writeValueAsString(root);
  }
}
