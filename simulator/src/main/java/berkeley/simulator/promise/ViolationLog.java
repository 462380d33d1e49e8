package berkeley.simulator.promise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects violations, and tells a new one from one that goes on.
 *
 * <p>A rule that one life breaks again within the quiet time is not reported again. With each
 * report the quiet time of that rule and life doubles, so that a fault that comes and goes for ever
 * is reported a few dozen times at most, while other lives and other rules are reported at once.
 */
final class ViolationLog {

  private static final int MOST_DOUBLINGS = 40;

  private record Key(Promise promise, String rule, @Nullable NodeLife life) {}

  private static final class Episode {
    long lastNanos;
    int reported;
  }

  private final long quietNanos;
  private final int kept;
  private final Map<Key, Episode> episodes = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final long[] reported = new long[Promise.values().length];
  private final long[] checked = new long[Promise.values().length];

  ViolationLog(PromiseSettings settings) {
    quietNanos = settings.quietNanos();
    kept = settings.violationsKept();
  }

  /** Counts one check of a promise that had a chance to fail. */
  void checked(Promise promise) {
    checked[promise.number() - 1]++;
  }

  /**
   * Reports that a rule was broken.
   *
   * @param promise which promise the rule belongs to
   * @param rule a word for the rule
   * @param atNanos true time
   * @param lives the lives concerned; repetitions are recognised by the first, if there is one
   * @param format the sentence, for {@link String#format}
   * @param values its values
   */
  void report(
      Promise promise,
      String rule,
      long atNanos,
      List<NodeLife> lives,
      String format,
      Object... values) {
    if (isNew(new Key(promise, rule, lives.isEmpty() ? null : lives.get(0)), atNanos)) {
      reported[promise.number() - 1]++;
      if (reported[promise.number() - 1] <= kept) {
        violations.add(new Violation(promise, atNanos, lives, format.formatted(values)));
      }
    }
  }

  private boolean isNew(Key key, long atNanos) {
    Episode episode = episodes.get(key);
    if (episode == null) {
      episode = new Episode();
      episode.lastNanos = atNanos;
      episodes.put(key, episode);
    } else {
      int doublings = Math.min(episode.reported - 1, MOST_DOUBLINGS);
      long quiet =
          quietNanos > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : quietNanos << doublings;
      long since = SaturatingMath.subtract(atNanos, episode.lastNanos);
      episode.lastNanos = Math.max(episode.lastNanos, atNanos);
      if (since < quiet) {
        return false;
      }
    }
    episode.reported++;
    return true;
  }

  /** Returns those kept, in the order in which they were seen. */
  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Returns how many violations of a promise were reported. */
  long reported(Promise promise) {
    return reported[promise.number() - 1];
  }

  /** Returns how often a promise was checked. */
  long checks(Promise promise) {
    return checked[promise.number() - 1];
  }
}
