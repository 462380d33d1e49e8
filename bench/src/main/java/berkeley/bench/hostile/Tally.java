package berkeley.bench.hostile;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was sent to one port and what became of it. Safe for use by several threads. */
final class Tally {
  private final Map<Kind, LongAdder> sent = new EnumMap<>(Kind.class);
  private final LongAdder answered = new LongAdder();
  private final LongAdder cutOff = new LongAdder();
  private final LongAdder held = new LongAdder();

  Tally() {
    for (Kind kind : Kind.values()) {
      sent.put(kind, new LongAdder());
    }
  }

  /** An input got more than the acknowledgement of a connection. */
  void answered(Kind kind) {
    sent.get(kind).increment();
    answered.increment();
  }

  /** An input's connection was ended without an answer. */
  void cutOff(Kind kind) {
    sent.get(kind).increment();
    cutOff.increment();
  }

  /** An input got neither an answer nor an end while its sender waited. */
  void held(Kind kind) {
    sent.get(kind).increment();
    held.increment();
  }

  long sent(Kind kind) {
    return sent.get(kind).sum();
  }

  long sent() {
    return sent.values().stream().mapToLong(LongAdder::sum).sum();
  }

  long answered() {
    return answered.sum();
  }

  long cutOff() {
    return cutOff.sum();
  }

  long held() {
    return held.sum();
  }
}
