package berkeley.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.world.NetworkPath.Outage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkPathTest {

  private static final int MANY = 20_000;

  private final VirtualTime time = new VirtualTime();
  private final List<Long> delays = new ArrayList<>();

  private NetworkPath path(DelayModel delay, double loss, Outage... outages) {
    return new NetworkPath(time, delay, loss, new Random(2), List.of(outages));
  }

  private void sendMany(NetworkPath path) {
    long sent = time.now();
    for (int i = 0; i < MANY; i++) {
      path.send(() -> delays.add(time.now() - sent));
    }
    time.runUntil(sent + 1_000_000_000L);
  }

  private double mean() {
    return delays.stream().mapToLong(Long::longValue).average().orElse(0);
  }

  private long fastest() {
    return delays.stream().mapToLong(Long::longValue).min().orElse(0);
  }

  @Test
  void delaysAreABaseAndAnExponentialTail() {
    sendMany(path(DelayModel.exponential(100_000, 10_000, new Random(1)), 0));
    assertEquals(MANY, delays.size());
    assertTrue(fastest() >= 100_000 && fastest() < 100_005);
    assertEquals(110_000, mean(), 300);
    long beyondTwoMeans = delays.stream().filter(delay -> delay > 120_000).count();
    assertEquals(MANY * Math.exp(-2), beyondTwoMeans, 200);
  }

  @Test
  void aLongerWayIsLongerForAll() {
    sendMany(path(DelayModel.exponential(100_000, 0, new Random(1)).plus(4_000_000), 0));
    assertEquals(4_100_000, fastest());
    assertEquals(4_100_000, mean());
  }

  @Test
  void spikesHitAsManyAsTheyShould() {
    DelayModel calm = DelayModel.exponential(100_000, 0, new Random(1));
    sendMany(path(calm.withSpikes(5_000_000, 0.01, new Random(3)), 0));
    long hit = delays.stream().filter(delay -> delay == 5_100_000).count();
    assertEquals(0.01 * MANY, hit, 50);
    assertEquals(MANY - hit, delays.stream().filter(delay -> delay == 100_000).count());
  }

  @Test
  void aShareIsLost() {
    NetworkPath path = path(DelayModel.exponential(100_000, 0, new Random(1)), 0.2);
    sendMany(path);
    assertEquals(0.8 * MANY, delays.size(), 250);
    assertEquals(MANY - delays.size(), path.lost());
  }

  @Test
  void anOutageLosesWhatIsSentWithinAndNothingElse() {
    NetworkPath path =
        path(DelayModel.exponential(100, 0, new Random(1)), 0, new Outage(1_000, 2_000));
    for (long at : new long[] {0, 999, 1_000, 1_999, 2_000, 5_000}) {
      time.at(at, () -> path.send(() -> delays.add(time.now() - 100)));
    }
    time.runUntil(10_000);
    assertEquals(List.of(0L, 999L, 2_000L, 5_000L), delays);
  }

  @Test
  void lossChangesNoOthersDelay() {
    sendMany(path(DelayModel.exponential(100, 1_000, new Random(1)), 0));
    List<Long> all = List.copyOf(delays);
    delays.clear();
    sendMany(path(DelayModel.exponential(100, 1_000, new Random(1)), 0.5));
    assertTrue(new HashSet<>(all).containsAll(delays) && delays.size() < all.size());
  }
}
