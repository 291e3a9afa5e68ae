package io.splitproof.fuzz.report;

import java.io.IOException;

/** A file that a report is made from is wrong; the message says which, where, and what is right. */
public final class ReportFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  ReportFormatException(String message) {
    super(message);
  }
}
