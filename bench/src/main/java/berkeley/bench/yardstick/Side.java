package berkeley.bench.yardstick;

import java.util.Locale;

/** Which of the two builds. */
enum Side {
  /** The build of the earlier commit. */
  BASELINE,
  /** The build of this checkout. */
  CURRENT;

  /** What it is called in results. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
