package berkeley.launcher.node;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.filter.CallFilters;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.AdmittedHosts;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.security.Security;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy folder: what may be deserialised and the rules of TLS, in {@code berkeley.security};
 * who may connect, in {@code hosts}.
 */
public final class PolicyFolder {

  /** The system property that names the first file to the JVM; the others lie beside it. */
  public static final String FILE_PROPERTY = "java.security.properties";

  /** A line of the file that nothing else sets: it tells that the JVM has read the file. */
  private static final String MARK = "berkeley.policy";

  /** The list for the whole process: set as a system property, it replaces the file's. */
  private static final String LIST = "jdk.serialFilter";

  private static final Logger LOG = LoggerFactory.getLogger(PolicyFolder.class);
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private PolicyFolder() {}

  /**
   * Refuses to go on in a process that would deserialise whatever it is sent.
   *
   * @throws CommandFailure if the policy is not in force
   */
  public static void requireInForce() {
    if (ObjectInputFilter.Config.getSerialFilter() == null || Security.getProperty(MARK) == null) {
      throw CommandFailure.missing(
          "no deserialisation filter is in force; start with the berkeley script, or with"
              + " -D%s=PATH/policy/berkeley.security".formatted(FILE_PROPERTY));
    }
    CallFilters.install()
        .ifPresent(
            reason -> {
              throw CommandFailure.missing(reason);
            });
    String override = System.getProperty(LIST);
    if (override != null && WARNED.compareAndSet(false, true)) {
      LOG.warn(
          "-D{}={} replaces the list of the policy folder; answers of members are filtered all the"
              + " same",
          LIST,
          LogText.cut(override));
    }
  }

  /** Returns the file that lists the hosts whose connections are taken. */
  public static Path hosts() {
    return Path.of(System.getProperty(FILE_PROPERTY, "")).resolveSibling("hosts");
  }

  /**
   * The hosts whose connections are taken; the list is read again when it changes.
   *
   * @throws CommandFailure if it is missing or not valid
   */
  public static AdmittedHosts admittedHosts() {
    requireInForce();
    try {
      return AdmittedHosts.read(hosts());
    } catch (IOException e) {
      throw CommandFailure.missing(
          "the list of admitted hosts cannot be used (%s); mend or restore policy/hosts"
              .formatted(e.getMessage()),
          e);
    }
  }
}
