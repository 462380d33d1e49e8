package berkeley.bench.yardstick;

import java.util.Locale;

/** Which of the two builds. */
enum Side {
  /** The build of the earlier commit. */
  BASELINE,
  /** The build of this checkout. */
  CURRENT;

  /** Returns its name in results. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
