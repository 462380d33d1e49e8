package berkeley.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

  private final VirtualTime time = new VirtualTime();
  private final List<String> happened = new ArrayList<>();

  private Runnable note(String what) {
    return () -> happened.add(what + "@" + time.now());
  }

  @Test
  void happensInTheOrderOfTimeAndThenOfAsking() {
    time.at(20, note("c"));
    time.at(10, note("a"));
    time.at(20, note("d"));
    time.in(15, note("b"));
    time.runUntil(20);
    assertEquals(List.of("a@10", "b@15", "c@20", "d@20"), happened);
  }

  @Test
  void whatHappensMayAskForMoreAndTheRestWaits() {
    time.at(10, () -> time.in(5, note("child")));
    time.at(40, note("late"));
    time.runUntil(30);
    assertEquals(List.of("child@15"), happened);
    assertEquals(30, time.now());
    time.runUntil(40);
    assertEquals(List.of("child@15", "late@40"), happened);
  }

  @Test
  void thePastIsClosed() {
    time.runUntil(10);
    assertThrows(IllegalArgumentException.class, () -> time.at(9, note("never")));
  }
}
