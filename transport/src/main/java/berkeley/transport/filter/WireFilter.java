package berkeley.transport.filter;

import java.io.ObjectInputFilter;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;

/**
 * Accepts the classes that belong in a message, in the amount and the form that the protocol needs.
 *
 * <p>Problem. The lists of the project's records travel as {@code java.util.CollSer}, and the same
 * class stands for sets and maps, which compute the hashes of their elements as soon as they have
 * been read. A filter is not told which of them it is. A list that holds another one twice, which
 * holds a third one twice, and so on, is a few hundred bytes and a hash of 2^n steps.
 *
 * <p>Idea. The records' hashes do not descend into lists, so only lists directly in lists matter. A
 * list in a list is refused where it begins; one that is named by a back reference in its place is
 * told from a new record by having nothing inside, and is allowed only in a message with one list.
 * So the hash of anything that was read costs as much as reading it did.
 *
 * <p>Streams are told apart by their counts, which only rise within one; so one filter serves all
 * streams that are read on a thread, one after the other. Safe for use by several threads.
 */
public final class WireFilter implements ObjectInputFilter {

  /**
   * How large a message may be.
   *
   * @param depth objects within objects
   * @param references objects and back references in all
   * @param bytes of the stream, as of the last object
   * @param array elements of any one array or list
   * @param lists lists with elements
   */
  private record Limits(int depth, long references, long bytes, int array, int lists) {}

  /** A call: a list of members is all that is long. */
  public static final WireFilter CALLS =
      new WireFilter("calls", WireClasses.ofCalls(), new Limits(5, 2_000, 64 << 10, 1_024, 1));

  /** A member's answer: 32 rounds of many members are the longest; a failure has a few causes. */
  public static final WireFilter ANSWERS =
      new WireFilter(
          "answers", WireClasses.ofAnswers(), new Limits(10, 300_000, 4 << 20, 10_000, 40));

  /** A registry's answer: names, or one stub. */
  public static final WireFilter REGISTRIES =
      new WireFilter(
          "registries", WireClasses.ofRegistries(), new Limits(10, 20_000, 2 << 20, 10_000, 1));

  /** What is bound in a registry: a short name and a stub. */
  public static final WireFilter BINDINGS =
      new WireFilter("bindings", WireClasses.ofBindings(), new Limits(4, 32, 2 << 10, 0, 0));

  private static final ThreadLocal<Progress> PROGRESS = ThreadLocal.withInitial(Progress::new);

  private final String name;
  private final Set<String> classes;
  private final Limits limits;

  private WireFilter(String name, Set<String> classes, Limits limits) {
    this.name = name;
    this.classes = classes;
    this.limits = limits;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    boolean small =
        info.depth() <= limits.depth
            && info.references() <= limits.references
            && info.streamBytes() <= limits.bytes
            && info.arrayLength() <= limits.array;
    return small && isNamed(info) && PROGRESS.get().accepts(info, limits.lists)
        ? Status.ALLOWED
        : Status.REJECTED;
  }

  private boolean isNamed(FilterInfo info) {
    Class<?> type = info.serialClass();
    if (type == null) {
      return true; // a back reference to something that was accepted
    }
    if (type.isArray()) {
      return type == Object[].class
          || type == StackTraceElement[].class
          || (type == String[].class && classes.contains("java.lang.String"));
    }
    if (Proxy.isProxyClass(type)) {
      return Arrays.stream(type.getInterfaces()).allMatch(of -> classes.contains(of.getName()));
    }
    return classes.contains(type.getName());
  }

  @Override
  public String toString() {
    return "filter of " + name;
  }

  /** Where in a stream its lists are. */
  private static final class Progress {

    private long references;
    private long bytes;
    private int lists;

    /** Bit d: a list at depth d has begun and not ended yet. */
    private long open;

    /** The depth of a back reference of which it is not known yet whether something is inside. */
    private int undecided;

    private boolean hasBackReference;

    boolean accepts(FilterInfo info, int most) {
      boolean isNewStream = info.references() < references || info.streamBytes() < bytes;
      if (isNewStream) {
        lists = 0;
        open = 0;
        undecided = 0;
        hasBackReference = false;
      }
      int depth = (int) Math.min(info.depth(), Long.SIZE - 1);
      if (undecided > 0) {
        // The description of a class refers back as well, and counts as the object that it begins;
        // RMI adds one object to it, where the class may be loaded from, before it is named here.
        long more = info.references() - references;
        boolean isSameObject =
            depth == undecided && (more == 0 || (more == 1 && info.serialClass() != null));
        hasBackReference |= depth <= undecided && !isSameObject;
        undecided = 0;
      }
      references = info.references();
      bytes = info.streamBytes();
      open &= (1L << depth) - 1;
      boolean isInList = (open & (1L << (depth - 1))) != 0;
      if (info.serialClass() == null && isInList) {
        undecided = depth;
      }
      if (info.serialClass() == Object[].class && info.arrayLength() > 0) {
        if (isInList) {
          return false;
        }
        lists++;
        open |= 1L << depth;
      }
      return lists <= most && (lists <= 1 || !hasBackReference);
    }
  }
}
