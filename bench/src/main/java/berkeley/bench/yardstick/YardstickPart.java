package berkeley.bench.yardstick;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be measured of both builds. */
enum YardstickPart {
  SCENARIOS(SimulatedFigures::scenarios),
  ACCURACY(AccuracyFigures::measure),
  IDLE(IdleFigures::measure),
  FAILOVER(FailoverFigures::measure),
  SCALE(QuestionFigures::scale),
  CHAOS(SimulatedFigures::chaos),
  READ(QuestionFigures::read);

  /** The parts that are measured unless others are named: the last one takes minutes by itself. */
  static final List<YardstickPart> USUAL =
      List.of(SCENARIOS, ACCURACY, IDLE, FAILOVER, SCALE, CHAOS);

  /** Measures both builds. */
  interface Measurement {
    /**
     * Measures windows of both in turn, or of both at the same time.
     *
     * @param both the baseline and this checkout
     */
    void measure(List<Checkout> both, YardstickSettings settings, Figures figures)
        throws IOException, InterruptedException;
  }

  /** All are method references that hold nothing. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Measurement measurement;

  YardstickPart(Measurement measurement) {
    this.measurement = measurement;
  }

  Measurement measurement() {
    return measurement;
  }

  /** Returns its name on the command line and in results. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the part of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static YardstickPart of(String word) {
    return Arrays.stream(values())
        .filter(part -> part.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--parts: '%s' is none of %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(YardstickPart::word)
                                .collect(Collectors.joining(", ")))));
  }
}
