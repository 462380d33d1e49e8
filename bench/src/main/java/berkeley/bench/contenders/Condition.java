package berkeley.bench.contenders;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Under what the contenders are watched, in the order in which they are. */
enum Condition {
  /** Nothing is wrong. */
  QUIET("quiet", false),
  /** Twice as many busy threads as there are processors. */
  LOADED("loaded processors", false),
  /** The clock beneath the leader is set back by three seconds. */
  STEP("leader's clock stepped by -3 s", false),
  /** One that follows answers with a time that is an hour ahead. */
  LIAR("one liar of an hour", true),
  /** One that follows is stopped by SIGSTOP. */
  STOPPED("one node stopped", true),
  /** Every message between nodes takes 7 to 13 ms, each way by itself. */
  DELAY("10±3 ms each way", false);

  private final String title;
  private final boolean withVictim;

  Condition(String title, boolean withVictim) {
    this.title = title;
    this.withVictim = withVictim;
  }

  /** For the reader. */
  String title() {
    return title;
  }

  /** On the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether one node has something that nobody else has, and is left out of what is measured. */
  boolean hasVictim() {
    return withVictim;
  }

  static Optional<Condition> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
