package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathTrackerTest {

  private static final double JITTER = 10_000;
  private static final long PATH = 100_000;

  private final Random random = new Random(1);
  private final PathTracker watch = new PathTracker(10);

  @BeforeEach
  void has_seen_a_while() {
    watch.learn(rtt(PATH));
    for (int i = 0; i < 200; i++) {
      assertFalse(moves(rtt(PATH)));
    }
  }

  @Test
  void the_jitter_is_the_mean_queueing_delay_of_one_way() {
    assertEquals(JITTER, watch.jitterNanos(), JITTER / 2);
  }

  @Test
  void a_shorter_path_is_proved_by_one_round_trip() {
    assertTrue(moves(rtt(PATH / 2)));
    assertEquals(PATH / 2.0, watch.movedFloorNanos(), 3 * JITTER);
  }

  @Test
  void a_much_longer_path_shows_after_some_sixteen_round_trips() {
    assertEquals(16, roundTripsUntilNoticed(3 * PATH), 2);
    assertEquals(3 * PATH, watch.movedFloorNanos(), JITTER);
  }

  @Test
  void a_slightly_longer_path_shows_after_some_sixty_four() {
    assertEquals(64, roundTripsUntilNoticed(PATH + (long) (1.1 * JITTER)), 8);
  }

  @Test
  void a_pause_is_no_change_and_no_jitter() {
    double before = watch.jitterNanos();
    assertFalse(moves(rtt(PATH) + 50_000_000));
    assertEquals(before, watch.jitterNanos(), before / 3);
  }

  @Test
  void a_storm_raises_the_jitter_within_its_first_sixteen() {
    for (int i = 0; i < 16; i++) {
      watch.moves(2 * PATH + Math.round(10 * queued() + 10 * queued()), PATH, 100);
    }
    assertEquals(10 * JITTER, watch.jitterNanos(), 6 * JITTER);
  }

  private double roundTripsUntilNoticed(long path) {
    int n = 1;
    while (!moves(rtt(path))) {
      n++;
      assertTrue(n < 1_000, "never noticed");
    }
    return n;
  }

  private boolean moves(long rtt) {
    return watch.moves(rtt, PATH, 100);
  }

  private long rtt(long path) {
    return Math.round(2 * path + queued() + queued());
  }

  private double queued() {
    return -JITTER * Math.log(1 - random.nextDouble());
  }
}
