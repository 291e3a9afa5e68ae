package io.splitproof.fuzz.bugs;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements, with all they hold escaped. */
final class Markup {

  private final XMLStreamWriter out;

  Markup(XMLStreamWriter out) {
    this.out = out;
  }

  /** Opens an element; attributes come as names and values in turn. */
  void open(String name, String... attributes) throws XMLStreamException {
    out.writeStartElement(name);
    attributes(attributes);
  }

  /** Closes the element opened last. */
  void close() throws XMLStreamException {
    out.writeEndElement();
  }

  /** An element with text in it. */
  void element(String name, String text, String... attributes) throws XMLStreamException {
    open(name, attributes);
    out.writeCharacters(text);
    close();
  }

  /** An element with nothing in it. */
  void empty(String name, String... attributes) throws XMLStreamException {
    out.writeEmptyElement(name);
    attributes(attributes);
  }

  /** Hands on what is written so far. */
  void flush() throws XMLStreamException {
    out.flush();
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      out.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }
}
