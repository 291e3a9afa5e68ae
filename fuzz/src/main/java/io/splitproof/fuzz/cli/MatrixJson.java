package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.bugs.Bug;
import io.splitproof.fuzz.bugs.BugRow;
import io.splitproof.fuzz.bugs.Contrast;
import io.splitproof.fuzz.bugs.Exposure;
import io.splitproof.fuzz.bugs.Exposures;
import io.splitproof.fuzz.bugs.Matrix;
import io.splitproof.fuzz.bugs.MatrixSettings;
import io.splitproof.fuzz.campaign.CampaignResult;
import io.splitproof.fuzz.campaign.Discovery;
import java.util.List;
import java.util.Locale;

/** A matrix as JSON. What is censored, or not a number, is null there. */
final class MatrixJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MatrixJson() {}

  /** Every bug, as one array on one line. */
  static String list(List<Bug> bugs) throws JsonProcessingException {
    ArrayNode array = MAPPER.createArrayNode();
    for (Bug bug : bugs) {
      describe(array.addObject(), bug);
    }
    return MAPPER.writeValueAsString(array);
  }

  /** All that was measured, as one object on one line. */
  static String of(Matrix matrix) throws JsonProcessingException {
    MatrixSettings settings = matrix.settings();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("seeds", settings.seeds());
    root.put("firstSeed", settings.firstSeed());
    root.put("budgetSeconds", settings.budgetSeconds());
    root.put("workers", settings.workers());
    root.put("whole", matrix.isWhole());
    root.put("foundAll", matrix.foundAll());
    matrix.unshown().forEach(root.putArray("unshown")::add);
    ArrayNode bugs = root.putArray("bugs");
    matrix.rows().forEach(row -> bug(bugs.addObject(), row, settings.budgetSeconds()));
    if (settings.guidances().size() > 1) {
      root.put("slowBugs", matrix.slowContrasts().size());
      put(root, "ratioOfMedians", matrix.overallRatio());
    }
    if (matrix.clean() != null) {
      clean(root.putObject("clean"), matrix.clean());
    }
    return MAPPER.writeValueAsString(root);
  }

  private static void describe(ObjectNode node, Bug bug) {
    node.put("name", bug.name());
    node.put("caughtBy", bug.caughtBy().isEmpty() ? null : bug.caughtBy());
    node.put("provenance", bug.variant().provenance());
  }

  private static void bug(ObjectNode node, BugRow row, double budgetSeconds) {
    describe(node, row.bug());
    node.put("replay", row.replay());
    row.foundAlone().forEach(node.putArray("foundAlone")::add);
    row.hunts().forEach((guidance, hunts) -> hunts(node.putObject(guidance.text()), hunts));
    Contrast contrast = row.contrast(budgetSeconds);
    if (contrast != null) {
      ObjectNode compared = node.putObject("contrast");
      put(compared, "ratio", contrast.ratio());
      compared.put("bound", contrast.bounded().name().toLowerCase(Locale.ROOT));
      put(compared, "p", contrast.p());
      put(compared, "a12", contrast.a12());
    }
  }

  private static void hunts(ObjectNode node, Exposures hunts) {
    node.put("found", hunts.found());
    node.put("censored", hunts.censored());
    put(node, "medianSeconds", hunts.medianSeconds());
    put(node, "worstSeconds", hunts.worstSeconds());
    put(node, "medianPrograms", hunts.medianPrograms());
    hunts.checks().keySet().forEach(node.putArray("checks")::add);
    ObjectNode foundBy = node.putObject("foundBy");
    hunts.checks().forEach(foundBy::put);
    ArrayNode all = node.putArray("hunts");
    hunts.all().forEach(hunt -> hunt(all.addObject(), hunt));
  }

  private static void hunt(ObjectNode node, Exposure hunt) {
    node.put("seed", hunt.seed());
    node.put("signature", hunt.signature());
    node.put("programs", hunt.programs());
    node.put("operations", hunt.operations());
    node.put("seconds", hunt.seconds());
    node.put("wallSeconds", hunt.wallSeconds());
  }

  private static void clean(ObjectNode node, CampaignResult clean) {
    Discovery discovery = clean.status().discovery();
    node.put("variant", clean.settings().variant().name());
    node.put("programs", discovery.programs());
    node.put("states", discovery.states());
    node.put("singletons", discovery.singletons());
    node.put("discoveryChance", discovery.chance());
    ArrayNode findings = node.putArray("findings");
    clean.findings().forEach(found -> findings.add(found.signature()));
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
