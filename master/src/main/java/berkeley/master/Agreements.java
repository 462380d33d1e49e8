package berkeley.master;

import java.time.Duration;
import java.util.List;

/**
 * The known agreement strategies, by name.
 *
 * <p>Safe for use by any number of threads.
 */
public final class Agreements {

  private static final List<Agreement> KNOWN = known(TempoAgreement.DEFAULT_GAMMA);

  /** The default strategy; see docs/decisions. */
  public static final String DEFAULT = "intersection";

  private Agreements() {}

  /**
   * Returns the strategy of the given name, with its default settings.
   *
   * @param name one of {@link #names()}, in lower case
   * @throws IllegalArgumentException if there is none of that name, listing those that there are
   */
  public static Agreement byName(String name) {
    return byName(name, TempoAgreement.DEFAULT_GAMMA);
  }

  /**
   * Returns the strategy of the given name.
   *
   * @param name one of {@link #names()}, in lower case
   * @param gamma how far two counted clocks may differ, for {@code tempo}; see {@link
   *     TempoAgreement#TempoAgreement(Duration)}
   * @throws IllegalArgumentException if there is none of that name, or gamma is out of its range
   */
  public static Agreement byName(String name, Duration gamma) {
    return known(gamma).stream()
        .filter(agreement -> agreement.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "agreement: '%s' is not known, choose one of %s"
                        .formatted(name, String.join(", ", names()))));
  }

  private static List<Agreement> known(Duration gamma) {
    return List.of(
        new MeanAgreement(),
        new TempoAgreement(gamma),
        new MidpointAgreement(),
        new IntersectionAgreement());
  }

  /** Returns all names, the simplest strategy first. */
  public static List<String> names() {
    return KNOWN.stream().map(Agreement::name).toList();
  }
}
