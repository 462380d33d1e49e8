package berkeley.bench.hostile;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what was sent to one port and of its answers. Safe for use by several threads. */
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

  /** Counts an input that was answered by more than the acknowledgement of a connection. */
  void answered(InputKind kind) {
    counter(kind).increment();
    answered.increment();
  }

  /** Counts an input whose connection was closed without an answer. */
  void cutOff(InputKind kind) {
    counter(kind).increment();
    cutOff.increment();
  }

  /** Counts an input that was neither answered nor closed while its sender waited. */
  void held(InputKind kind) {
    counter(kind).increment();
    held.increment();
  }

  private LongAdder counter(InputKind kind) {
    return requireNonNull(sent.get(kind));
  }

  long sent(InputKind kind) {
    return counter(kind).sum();
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
