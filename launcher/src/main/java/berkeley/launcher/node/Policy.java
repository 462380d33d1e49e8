package berkeley.launcher.node;

import berkeley.launcher.cli.CommandFailure;
import java.io.ObjectInputFilter;

/** The deserialisation policy of {@code policy/berkeley.security}. */
public final class Policy {

  /** The system property that names the file to the JVM. */
  public static final String FILE_PROPERTY = "java.security.properties";

  private Policy() {}

  /**
   * Refuses to go on in a process that would deserialise whatever it is sent.
   *
   * @throws CommandFailure if no process-wide filter is in force
   */
  public static void requireInForce() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      throw CommandFailure.missing(
          "no deserialisation filter is in force; start with the berkeley script, or with"
              + " -D%s=PATH/policy/berkeley.security".formatted(FILE_PROPERTY));
    }
  }
}
