package io.splitproof.fuzz.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.program.MachineText;
import io.splitproof.impl.kernel.KernelVariant;
import io.splitproof.oracle.checks.CheckName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How a campaign stands, or ended, as one JSON object. */
public final class StatusJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StatusJson() {}

  /** The file with how the campaign in {@code folder} stands. */
  public static Path file(Path folder) {
    return folder.resolve(Chronicle.STATUS);
  }

  /**
   * The object.
   *
   * @param folder where the finding of a signature is written up
   * @param failures why there is no verdict
   */
  static ObjectNode of(
      CampaignSettings settings,
      CampaignStatus status,
      Function<String, Path> folder,
      List<String> failures) {
    ObjectNode object = JSON.createObjectNode();
    settings(object, settings);
    object.put("elapsedMillis", status.elapsed().toMillis());
    object.put("programs", status.programs());
    object.put("operations", status.operations());
    object.put("skipped", status.skipped());
    object.put("corpus", status.corpus());
    object.put("features", status.features());
    object.set("geometries", counts(status.geometries()));
    object.set("machines", counts(status.covered().machines()));
    object.set("operationKinds", counts(status.covered().operations()));
    object.set("failurePoints", counts(status.covered().failures()));
    object.put("states", status.discovery().states());
    object.put("singletons", status.discovery().singletons());
    object.put("discoveryChance", status.discovery().chance());
    object.put("restarts", status.health().restarts());
    object.set("unjudged", counts(status.health().unjudged()));
    object.put("heapBytes", status.health().heapBytes());
    object.put("trouble", status.health().trouble());
    findings(object.putArray("findings"), status.findings(), folder);
    failures.forEach(object.putArray("failures")::add);
    return object;
  }

  /** How a campaign ended. */
  public static ObjectNode of(CampaignResult result) {
    FindingFolders folders = new FindingFolders(result.settings().findings());
    return of(result.settings(), result.status(), folders::folder, result.failures());
  }

  private static void settings(ObjectNode object, CampaignSettings settings) {
    object.put("variant", settings.variant().name());
    if (settings.variant() instanceof KernelVariant kernel) {
      object.put("tree", kernel.source().tree());
      kernel.source().patches().forEach(object.withArray("patches")::add);
    }
    ArrayNode checks = object.putArray("checks");
    settings.checks().stream().map(CheckName::text).forEach(checks::add);
    object.put("clients", settings.clients().toString());
    object.put(
        "machine", settings.machine() == null ? null : MachineText.print(settings.machine()));
    object.put("seed", settings.seed());
    object.put("workers", settings.workers());
  }

  private static ObjectNode counts(Map<String, Long> counts) {
    ObjectNode object = JSON.createObjectNode();
    counts.forEach(object::put);
    return object;
  }

  private static void findings(
      ArrayNode array, Map<String, Long> findings, Function<String, Path> folder) {
    findings.forEach(
        (signature, times) ->
            array
                .addObject()
                .put("signature", signature)
                .put("times", times)
                .put("folder", folder.apply(signature).toString()));
  }
}
