package berkeley.master;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The members that a master knows, by name. A member is one life: the same name with another remote
 * object is another member. Not safe for use by several threads.
 */
public final class Roster {

  /**
   * A member that answers although no registry lists it is kept for so long: the registry may be
   * new and the member about to enter itself again.
   */
  static final int UNLISTED_ROUNDS = 5;

  /** A complete look at the registries that finds nobody may be too early; so many may not. */
  static final int ALONE_AFTER_LOOKS = 3;

  private final Map<String, Member> members = new TreeMap<>();
  private final ClockLimits limits;
  private int emptyLooks;

  /**
   * Creates a roster without members.
   *
   * @param limits what is assumed of the members' oscillators
   */
  public Roster(ClockLimits limits) {
    this.limits = limits;
  }

  /** Returns the names that need no lookup: their clocks are known and answer. */
  public Set<String> settled() {
    return members.values().stream()
        .filter(Member::answering)
        .map(Member::id)
        .collect(Collectors.toSet());
  }

  /**
   * Applies what the registries list: adds members that are not known, under a known name too if
   * another address is listed there now (a new life), and drops those that are neither listed nor
   * answering.
   *
   * @param names all names listed
   * @param addresses the ways to some of them
   * @return who was added and who was dropped
   */
  public Changes update(Set<String> names, Map<String, PeerAddress> addresses) {
    List<String> came = new ArrayList<>();
    addresses.forEach(
        (id, address) -> {
          Member known = members.get(id);
          if (known == null || !known.address().equals(address)) {
            members.put(id, new Member(id, address, limits));
            came.add(id);
          }
        });
    List<String> left =
        members.values().stream().filter(m -> hasLeft(m, names)).map(Member::id).toList();
    left.forEach(members::remove);
    emptyLooks = members.isEmpty() ? emptyLooks + 1 : 0;
    return new Changes(came, left);
  }

  /** Records that not every registry has answered: whoever seems to be missing may be there. */
  public void incomplete() {
    emptyLooks = 0;
  }

  /** Returns whether there certainly is nobody else: all registries say so, again and again. */
  public boolean isAlone() {
    return emptyLooks >= ALONE_AFTER_LOOKS;
  }

  private static boolean hasLeft(Member member, Set<String> names) {
    int unlisted = member.listed(names.contains(member.id()));
    return unlisted > UNLISTED_ROUNDS || (unlisted > 0 && !member.answering());
  }

  /**
   * The members that were added and dropped.
   *
   * @param came names of new members, or of new lives of old ones
   * @param left names of members that are gone
   */
  public record Changes(List<String> came, List<String> left) {}

  /**
   * Returns for how long nobody has to be asked again, in nanoseconds. All members are asked
   * together, so that all vote in each round: the most urgent one decides.
   *
   * @param pace how much rarer rounds may become
   * @param rejected names of members that do not count
   */
  long restNanos(RoundSpacing pace, Set<String> rejected) {
    return members.values().stream()
        .filter(member -> !member.forgotten() && !rejected.contains(member.id()))
        .mapToLong(member -> member.poll().nanos(pace))
        .min()
        .orElse(0);
  }

  /** Returns all members now, in the order of their names. */
  public List<Member> members() {
    return List.copyOf(members.values());
  }
}
