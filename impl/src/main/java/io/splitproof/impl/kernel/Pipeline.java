package io.splitproof.impl.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an executor is asked since its last reset, some of it ahead of time. Where something else is
 * asked than was sent ahead, the executor is reset and asked again for all that was right: it does
 * the same again, and nobody but the clock can tell.
 */
final class Pipeline {

  private final Connection connection;
  private final List<long[]> requests = new ArrayList<>();

  /** How many of the requests were asked for; the others were sent ahead. */
  private int asked;

  /** Answers on their way that nobody wants any more. */
  private int stale;

  Pipeline(Connection connection) {
    this.connection = connection;
  }

  /** Whether nothing was sent ahead that is not asked for yet. */
  boolean isIdle() {
    return asked == requests.size();
  }

  /** Sends what is likely to be asked next; it takes the place of what was said before. */
  void expect(List<long[]> likely) {
    int same = 0;
    while (same < likely.size()) {
      if (asked + same == requests.size()) {
        send(likely.get(same++));
      } else if (Arrays.equals(requests.get(asked + same), likely.get(same))) {
        same++;
      } else if (same > 0) {
        rewind(requests.size() - asked);
        same = 0;
      } else {
        passOver();
      }
    }
    connection.flush();
  }

  /** Asks; what comes from the connection next is the answer. */
  void ask(long[] request) {
    while (!isIdle() && !Arrays.equals(requests.get(asked), request)) {
      passOver();
    }
    if (isIdle()) {
      send(request);
      connection.flush();
    }
    asked++;
    drain();
  }

  /** Puts the executor back to the moment after boot; nothing waits for that. */
  void reset() {
    stale += requests.size() - asked;
    requests.clear();
    asked = 0;
    sendReset();
  }

  private void send(long[] request) {
    requests.add(request);
    connection.send(request);
  }

  private void sendReset() {
    connection.send(Requests.reset());
    stale++;
  }

  /** What was sent ahead is not asked for: no harm where it was about nothing. */
  private void passOver() {
    drain();
    if (discard()) {
      asked++;
    } else {
      rewind(requests.size() - asked - 1);
    }
  }

  /** Takes back what was sent ahead, of which so many requests are unanswered. */
  private void rewind(int unanswered) {
    requests.subList(asked, requests.size()).clear();
    stale += unanswered + requests.size();
    sendReset();
    requests.forEach(connection::send);
  }

  private void drain() {
    for (; stale > 0; stale--) {
      discard();
    }
  }

  /** Reads an answer to its end; whether the request was about nothing: nothing was done. */
  private boolean discard() {
    EventKind kind = connection.next();
    boolean nothing = kind == EventKind.END && connection.word(0) == Connection.NOTHING;
    while (kind != EventKind.END) {
      kind = connection.next();
    }
    return nothing;
  }
}
