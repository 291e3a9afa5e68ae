package io.splitproof.fuzz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitproof.fuzz.figures.Figure;
import io.splitproof.fuzz.figures.Figure.Line;
import io.splitproof.fuzz.report.Plot;
import java.util.List;

/** Figures for machines. */
final class FiguresJson {

  private FiguresJson() {}

  /** All figures as one object, on one line. */
  static String of(List<Figure> figures) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode object = mapper.createObjectNode();
    object.put("agrees", figures.stream().allMatch(Figure::agrees));
    ArrayNode array = object.putArray("figures");
    figures.forEach(figure -> figure(array.addObject(), figure));
    return mapper.writeValueAsString(object);
  }

  private static void figure(ObjectNode object, Figure figure) {
    object.put("name", figure.name());
    object.put("title", figure.title());
    object.put("source", figure.source());
    object.put("agrees", figure.agrees());
    ArrayNode lines = object.putArray("lines");
    figure.lines().forEach(line -> line(lines.addObject(), line));
    ArrayNode plots = object.putArray("plots");
    figure.plots().forEach(plot -> plot(plots.addObject(), plot));
    ArrayNode notes = object.putArray("notes");
    figure.notes().forEach(notes::add);
  }

  /** What was not published, or cannot be compared, is null. */
  private static void line(ObjectNode object, Line line) {
    boolean published = !line.published().equals(Figure.UNPUBLISHED);
    object.put("what", line.what());
    object.put("published", published ? line.published() : null);
    object.put("ours", line.ours());
    object.put("ratio", Double.isNaN(line.ratio()) ? null : (Double) line.ratio());
    object.put("basis", line.basis().text());
    object.put("how", line.how());
  }

  private static void plot(ObjectNode object, Plot plot) {
    object.put("title", plot.title());
    object.put("across", plot.across());
    ArrayNode curves = object.putArray("curves");
    for (Plot.Curve curve : plot.curves()) {
      ObjectNode one = curves.addObject().put("name", curve.name());
      ArrayNode x = one.putArray("x");
      curve.x().forEach(x::add);
      ArrayNode y = one.putArray("y");
      curve.y().forEach(y::add);
    }
  }
}
