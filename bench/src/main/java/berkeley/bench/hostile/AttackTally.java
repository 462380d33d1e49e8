package berkeley.bench.hostile;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was sent to one port and what became of it. Safe for use by several threads. */
final class AttackTally {
  private final Map<InputKind, LongAdder> sent = new EnumMap<>(InputKind.class);
  private final LongAdder answered = new LongAdder();
  private final LongAdder cutOff = new LongAdder();
  private final LongAdder held = new LongAdder();

  AttackTally() {
    for (InputKind kind : InputKind.values()) {
      sent.put(kind, new LongAdder());
    }
  }

  /** An input got more than the acknowledgement of a connection. */
  void answered(InputKind kind) {
    sent.get(kind).increment();
    answered.increment();
  }

  /** An input's connection was ended without an answer. */
  void cutOff(InputKind kind) {
    sent.get(kind).increment();
    cutOff.increment();
  }

  /** An input got neither an answer nor an end while its sender waited. */
  void held(InputKind kind) {
    sent.get(kind).increment();
    held.increment();
  }

  long sent(InputKind kind) {
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
