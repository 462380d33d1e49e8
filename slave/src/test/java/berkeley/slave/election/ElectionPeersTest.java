package berkeley.slave.election;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.slave.election.ElectionPeers.GracePeriod;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ElectionPeersTest {

  private static final long SPAN = 1_500;

  private final GracePeriod gracePeriod = new GracePeriod(SPAN);

  @Test
  void aRegistryThatIsFoundEmptyMayBeAboutToBeFilledAgain() {
    long startsTicks = Long.MAX_VALUE - 1_000;
    assertEquals(Optional.empty(), believe(startsTicks, "newcomer"));
    assertEquals(Optional.empty(), believe(startsTicks + SPAN - 1, "newcomer", "a"));

    assertEquals(
        Optional.of(Set.of("newcomer", "a", "b")),
        believe(startsTicks + SPAN, "newcomer", "a", "b"));
  }

  @Test
  void aRegistryThatDoesNotAnswerSettlesNothing() {
    assertEquals(Optional.empty(), gracePeriod.believe(Optional.empty(), 0));
    assertEquals(Optional.empty(), believe(2 * SPAN, "newcomer"));
    assertEquals(Optional.empty(), gracePeriod.believe(Optional.empty(), 4 * SPAN));
  }

  private Optional<Set<String>> believe(long nowTicks, String... names) {
    return gracePeriod.believe(Optional.of(Set.of(names)), nowTicks);
  }
}
