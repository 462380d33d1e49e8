package berkeley.node.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Membership;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QuorumTest {

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

  private final Quorum majority = new Quorum(0);

  // Each side leaves out the nodes that it knows to have left; those vote for neither.
  @Test
  void twoQuorumsOfListsThatDifferInOneMemberAlwaysShareAVoter() {
    for (int size = 1; size < NAMES.size(); size++) {
      Membership list = Membership.discovered(NAMES.subList(0, size));
      for (Membership other : List.of(list, list.with(NAMES.get(size)))) {
        int subsets = 1 << other.members().size();
        for (int one = 0; one < subsets; one++) {
          for (int two = 0; two < subsets; two++) {
            assertNotBoth(list, subset(one), other, subset(two));
          }
        }
      }
    }
  }

  private void assertNotBoth(
      Membership list, Set<String> left, Membership other, Set<String> otherLeft) {
    Set<String> gone = new TreeSet<>(left);
    gone.addAll(otherLeft);
    long voters = other.members().stream().filter(name -> !gone.contains(name)).count();
    assertTrue(
        majority.needed(list, left) + majority.needed(other, otherLeft) > voters,
        () -> "%s without %s, %s without %s".formatted(list, left, other, otherLeft));
  }

  @Test
  void onlyMembersThatHaveNotLeftCount() {
    Membership list = Membership.discovered(List.of("a", "b", "c", "d", "e"));
    assertTrue(majority.isReached(list, Set.of(), Set.of("a", "b", "c")));
    assertFalse(majority.isReached(list, Set.of(), Set.of("a", "b", "x")));
    assertFalse(majority.isReached(list, Set.of("a"), Set.of("a", "b", "c")));
    assertTrue(majority.isReached(list, Set.of("d", "e"), Set.of("a", "b")));
  }

  @Test
  void aFixedNumberMayBeLessOrMoreThanThereAre() {
    Membership list = Membership.discovered(List.of("a", "b", "c"));
    assertTrue(new Quorum(1).isReached(list, Set.of(), Set.of("b")));
    assertFalse(new Quorum(4).isReached(list, Set.of(), Set.of("a", "b", "c")));
  }

  @Test
  void aQuorumWasInContactWhenItsLastMemberWas() {
    Membership list = Membership.discovered(List.of("a", "b", "c", "d", "e"));
    Map<String, Long> contacts = Map.of("a", 100L, "b", 90L, "c", 20L, "x", 95L);
    assertEquals(20, majority.reachedAt(list, Set.of(), contacts, -7));
    assertEquals(90, majority.reachedAt(list, Set.of("d", "e"), contacts, -7));
    assertEquals(-7, majority.reachedAt(list, Set.of("c"), contacts, -7));
  }

  private static Set<String> subset(int bits) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if ((bits >> i & 1) == 1) {
        names.add(NAMES.get(i));
      }
    }
    return names;
  }
}
