package io.splitproof.fuzz.report;

import j2html.TagCreator;
import j2html.tags.DomContent;

/** What may be wider than the page: it scrolls by itself, with the keyboard too. */
final class Pane {

  private Pane() {}

  /**
   * Puts {@code content} into a pane.
   *
   * @param name what it holds, for those who do not see it
   */
  static DomContent of(String name, DomContent... content) {
    return TagCreator.div(content)
        .withClass("scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", name);
  }
}
