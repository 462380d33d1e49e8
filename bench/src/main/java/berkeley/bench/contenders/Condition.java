package berkeley.bench.contenders;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The conditions under which contenders are measured, in their order. */
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

  /** Returns its title in tables. */
  String title() {
    return title;
  }

  /** Returns its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether it affects one node alone, which is then left out of the measurement. */
  boolean hasVictim() {
    return withVictim;
  }

  static Optional<Condition> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
