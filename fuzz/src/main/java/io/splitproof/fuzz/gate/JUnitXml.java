package io.splitproof.fuzz.gate;

import io.splitproof.fuzz.gate.Case.Broken;
import io.splitproof.fuzz.gate.Case.Faulty;
import io.splitproof.fuzz.gate.Case.Passed;
import io.splitproof.fuzz.gate.Case.Skipped;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A gate as the XML that Surefire writes and build servers read: a suite named {@code
 * splitproof.gate}, a class for each stage, a test for each case. Faults are failures, what the
 * harness could not do are errors.
 */
public final class JUnitXml {

  private static final String SUITE = "splitproof.gate";

  private JUnitXml() {}

  /** All of it. */
  public static String of(GateResult result) {
    return document(xml -> suite(xml, SUITE, result));
  }

  /** A suite for each of several verdicts on a kernel, named after what it is on. */
  public static String of(List<TreeVerdict> verdicts) {
    return document(
        xml -> {
          xml.writeStartElement("testsuites");
          for (TreeVerdict verdict : verdicts) {
            xml.writeCharacters("\n");
            suite(xml, SUITE + "." + verdict.name(), verdict.result());
          }
          xml.writeEndElement();
        });
  }

  /** Writes what is in a document. */
  @FunctionalInterface
  private interface Content {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }

  private static String document(Content content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      content.write(xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new AssertionError("a string took no more", e);
    }
    return text + "\n";
  }

  private static void suite(XMLStreamWriter xml, String name, GateResult result)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", legal(name));
    xml.writeAttribute(
        "tests",
        Integer.toString(result.stages().stream().mapToInt(one -> one.cases().size()).sum()));
    xml.writeAttribute("failures", Long.toString(result.count(Faulty.class)));
    xml.writeAttribute("errors", Long.toString(result.count(Broken.class)));
    xml.writeAttribute("skipped", Long.toString(result.count(Skipped.class)));
    xml.writeAttribute("time", seconds(result.seconds()));
    for (StageResult stage : result.stages()) {
      for (Case one : stage.cases()) {
        testcase(xml, stage, one);
      }
    }
    xml.writeEndElement();
  }

  private static void testcase(XMLStreamWriter xml, StageResult stage, Case one)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", SUITE + "." + stage.name().replace(' ', '-'));
    xml.writeAttribute("name", legal(one.name()));
    xml.writeAttribute("time", seconds(one.seconds()));
    if (one.result() instanceof Faulty faulty) {
      Fault fault = faulty.fault();
      String where = fault.file() + ":" + fault.line() + "\n" + fault.command();
      element(xml, "failure", fault.signature(), fault.rule(), fault.text() + "\n\n" + where);
    } else if (one.result() instanceof Broken broken) {
      element(xml, "error", firstLine(broken.text()), "broken", broken.text());
    } else if (one.result() instanceof Skipped skipped) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", legal(skipped.why()));
    } else if (one.result() instanceof Passed passed && !passed.note().isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(legal(passed.note()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void element(
      XMLStreamWriter xml, String name, String message, String type, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeAttribute("message", legal(message));
    xml.writeAttribute("type", type);
    xml.writeCharacters(legal(text));
    xml.writeEndElement();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** XML cannot hold most control characters, not even escaped. */
  private static String legal(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "?");
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
