package berkeley.transport.filter;

import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.Residence;
import java.io.ObjectInputFilter;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the filters of answers in force in this JVM, for the threads that carry our calls and for no
 * others.
 *
 * <p>Problem. RMI reads results and exceptions on the thread that called, and a member chooses what
 * its exceptions are made of. A stub takes no filter; only the JVM does, of which an application
 * may have other plans.
 *
 * <p>Idea. One filter for the JVM that looks whether its thread is in a {@link RemoteCall}, and has
 * no opinion elsewhere. Where the platform still lets one set its factory of filters, by that: then
 * the application keeps its own filter, for its own streams as before, and both must agree on ours.
 * Else as the JVM's filter, if the application has set none.
 *
 * <p>Limit. Where the application has both set a filter and read an object before, nothing can be
 * added, and {@link #install} says so.
 */
public final class CallFilters {

  private static final Logger LOG = LoggerFactory.getLogger(CallFilters.class);
  private static Optional<String> refusal = Optional.empty();
  private static boolean installed;

  private CallFilters() {}

  /**
   * Puts the filters in force, once.
   *
   * @return empty if they are in force, else why they cannot be
   */
  public static synchronized Optional<String> install() {
    if (!installed) {
      installed = true;
      refusal = asFactory() || asFilter() ? Optional.empty() : Optional.of(reason());
      LOG.debug("answers are filtered refusal={}", refusal);
    }
    return refusal;
  }

  private static boolean asFactory() {
    try {
      if (System.getProperty("jdk.serialFilterFactory") != null) {
        return false;
      }
      ObjectInputFilter.Config.setSerialFilterFactory(new Factory());
      return true;
    } catch (IllegalStateException e) {
      LOG.debug("no factory of filters can be set any more: {}", LogText.of(e));
      return false;
    }
  }

  private static boolean asFilter() {
    try {
      ObjectInputFilter.Config.setSerialFilter(CallFilters::checkInput);
      return true;
    } catch (IllegalStateException e) {
      LOG.debug("the application has set a filter: {}", LogText.of(e));
      return false;
    }
  }

  private static String reason() {
    return "this JVM has a deserialisation filter of the application's, %s, and has read objects"
            .formatted(LogText.cut(String.valueOf(ObjectInputFilter.Config.getSerialFilter())))
        + " before, so that none can be added; start the node before anything is deserialised, or"
        + " set the filter after the node";
  }

  /** Judges what is read in our calls; undecided elsewhere. */
  static ObjectInputFilter.Status checkInput(ObjectInputFilter.FilterInfo info) {
    RemoteCall call = RemoteCall.currentOrNull();
    return call == null
        ? ObjectInputFilter.Status.UNDECIDED
        : (call.isToAnyone() ? WireFilter.REGISTRIES : WireFilter.ANSWERS).checkInput(info);
  }

  private static ObjectInputFilter both(ObjectInputFilter ours, ObjectInputFilter usual) {
    return info ->
        ours.checkInput(info) == ObjectInputFilter.Status.REJECTED
            ? ObjectInputFilter.Status.REJECTED
            : usual.checkInput(info);
  }

  /**
   * Adds the filter to whatever holds for a stream otherwise; as the JDK's own does elsewhere.
   *
   * <p>On the threads that serve our own ports a node's object brings its own filter. What is left
   * there is a registry, and RMI's collector, from which nothing is accepted.
   */
  private static final class Factory implements BinaryOperator<ObjectInputFilter> {

    @Override
    public @Nullable ObjectInputFilter apply(
        @Nullable ObjectInputFilter present, @Nullable ObjectInputFilter next) {
      ObjectInputFilter usual = next == null ? present : next;
      if (RemoteCall.currentOrNull() != null) {
        return usual == null ? CallFilters::checkInput : both(CallFilters::checkInput, usual);
      }
      return next != null && !(next instanceof WireFilter) && Residence.servesNode()
          ? both(WireFilter.BINDINGS, next)
          : usual;
    }

    @Override
    public String toString() {
      return "filters of remote calls";
    }
  }
}
