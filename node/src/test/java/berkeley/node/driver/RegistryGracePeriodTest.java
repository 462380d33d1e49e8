package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryGracePeriodTest {

  private static final long SPAN = 1_500;

  private final RegistryGracePeriod grace = new RegistryGracePeriod(SPAN);

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
    assertEquals(Optional.empty(), grace.believe(Optional.empty(), 0));
    assertEquals(Optional.empty(), believe(2 * SPAN, "newcomer"));
    assertEquals(Optional.empty(), grace.believe(Optional.empty(), 4 * SPAN));
  }

  private Optional<Set<String>> believe(long nowTicks, String... names) {
    return grace.believe(Optional.of(Set.of(names)), nowTicks);
  }
}
