package io.splitproof.fuzz.gate;

import com.contrastsecurity.sarif.ArtifactLocation;
import com.contrastsecurity.sarif.Invocation;
import com.contrastsecurity.sarif.Location;
import com.contrastsecurity.sarif.Message;
import com.contrastsecurity.sarif.MultiformatMessageString;
import com.contrastsecurity.sarif.PartialFingerprints;
import com.contrastsecurity.sarif.PhysicalLocation;
import com.contrastsecurity.sarif.Region;
import com.contrastsecurity.sarif.ReportingDescriptor;
import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.Run;
import com.contrastsecurity.sarif.SarifSchema210;
import com.contrastsecurity.sarif.Tool;
import com.contrastsecurity.sarif.ToolComponent;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The faults of a gate as SARIF 2.1.0, a rule for each check. A fault's fingerprint is its
 * signature, so that it stays the same alert from run to run; one found several times is told once.
 */
public final class SarifLog {

  /** Name of the fingerprint; its number goes up when signatures change their form. */
  static final String FINGERPRINT = "splitproofSignature/v1";

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);

  private SarifLog() {}

  /**
   * All of it.
   *
   * @param root files below it are named relative to it, as viewers of a checkout expect
   */
  public static String of(GateResult result, Path root) throws JsonProcessingException {
    return of(List.of(result), root);
  }

  /** As above, of several. */
  public static String of(List<GateResult> results, Path root) throws JsonProcessingException {
    Map<String, Fault> faults = new LinkedHashMap<>();
    results.stream()
        .flatMap(result -> result.faults().stream())
        .forEach(fault -> faults.putIfAbsent(fault.signature(), fault));
    boolean whole =
        results.stream().noneMatch(one -> one.verdict() == GateResult.Verdict.BROKEN);
    Run run =
        new Run()
            .withTool(new Tool().withDriver(driver()))
            .withInvocations(List.of(new Invocation().withExecutionSuccessful(whole)))
            .withResults(faults.values().stream().map(fault -> result(fault, root)).toList());
    SarifSchema210 log =
        new SarifSchema210()
            .with$schema(URI.create(SCHEMA))
            .withVersion(SarifSchema210.Version._2_1_0)
            .withRuns(List.of(run));
    return JSON.writeValueAsString(log) + "\n";
  }

  private static ToolComponent driver() {
    Set<ReportingDescriptor> rules = new LinkedHashSet<>();
    for (String rule : Fault.rules()) {
      rules.add(
          new ReportingDescriptor()
              .withId(rule)
              .withShortDescription(
                  new MultiformatMessageString().withText(Fault.explain(rule))));
    }
    return new ToolComponent().withName("Splitproof").withRules(rules);
  }

  private static Result result(Fault fault, Path root) {
    Region region = new Region().withStartLine(fault.line());
    ArtifactLocation file = new ArtifactLocation().withUri(uri(fault.file(), root));
    PhysicalLocation where =
        new PhysicalLocation().withArtifactLocation(file).withRegion(region);
    return new Result()
        .withRuleId(fault.rule())
        .withLevel(Result.Level.ERROR)
        .withMessage(new Message().withText(fault.signature() + "\n\n" + fault.text()))
        .withLocations(List.of(new Location().withPhysicalLocation(where)))
        .withPartialFingerprints(
            new PartialFingerprints().withAdditionalProperty(FINGERPRINT, fault.signature()));
  }

  /** Relative to {@code root} if below it, with slashes and what a URI wants escaped. */
  private static String uri(Path file, Path root) {
    Path absolute = file.toAbsolutePath().normalize();
    Path base = root.toAbsolutePath().normalize();
    if (!absolute.startsWith(base)) {
      return absolute.toUri().toString();
    }
    String relative = base.relativize(absolute).toString().replace('\\', '/');
    return URI.create("file:///").relativize(Path.of("/" + relative).toUri()).toString();
  }
}
