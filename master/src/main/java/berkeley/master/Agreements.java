package berkeley.master;

import java.util.List;

/**
 * The known agreement strategies, by name.
 *
 * <p>Safe for use by any number of threads.
 */
public final class Agreements {

  private static final List<Agreement> KNOWN =
      List.of(
          new MeanAgreement(),
          new TempoAgreement(),
          new MidpointAgreement(),
          new IntersectionAgreement());

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
    return KNOWN.stream()
        .filter(agreement -> agreement.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "agreement: '%s' is not known, choose one of %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /** Returns all names, the simplest strategy first. */
  public static List<String> names() {
    return KNOWN.stream().map(Agreement::name).toList();
  }
}
