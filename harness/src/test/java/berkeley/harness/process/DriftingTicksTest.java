package berkeley.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.node.clock.SteeredClock;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DriftingTicksTest {

  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long LONG = 365L * 24 * 3600 * SECOND;
  private static final double PPB = 1e-9;

  private final AtomicLong host = new AtomicLong(1_000);

  private DriftingTicks fastBy(double ratio) {
    return new DriftingTicks(host::get, ratio);
  }

  @Test
  void withoutADriftTheyAreTheHosts() {
    assertEquals(Long.MIN_VALUE, fastBy(0).at(Long.MIN_VALUE));
    assertEquals(42, fastBy(0).at(42));
  }

  @Test
  void theyAgreeWithTheHostsWhereTheyBegin() {
    var fast = fastBy(100e-6);

    assertEquals(1_000, fast.at(1_000));
    assertEquals(1_000 + 1_000_100_000, fast.at(1_000 + SECOND));
  }

  @Property
  void theyNeverRunBackwardsAndChangeTheirRateWithoutAJump(
      @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int before,
      @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int after,
      @ForAll @LongRange(min = 0, max = LONG) long change,
      @ForAll @LongRange(min = -1_000, max = 1_000) long around) {
    var now = new AtomicLong();
    var unchanged = new DriftingTicks(now::get, before * PPB);
    var ticks = new DriftingTicks(now::get, before * PPB);
    now.set(change);
    ticks.changeRate(after * PPB);
    long knee = change + 2 * MS;

    long gained = ticks.at(knee + around + 1) - ticks.at(knee + around);

    assertTrue(gained >= 0 && gained <= 2, "one tick gained " + gained);
    assertEquals(unchanged.at(knee), ticks.at(knee));
  }

  @Test
  void aClockFeelsAChangeWithoutAJump() {
    host.set(0);
    var ticks = fastBy(0);
    var clock = new SteeredClock(ticks, 0);
    ticks.changeRate(1e-3);
    assertEquals(0, clock.nanos());

    host.set(2 * MS);
    assertEquals(2 * MS, clock.nanos());
    host.addAndGet(SECOND);
    assertEquals(2 * MS + SECOND + MS, clock.nanos());
    assertEquals(host.get(), clock.read().ticksNanos(), "a reading has the host's ticks");
  }

  @Test
  void theyJumpAheadWhenTheyAreSetAndNeverBack() {
    host.set(0);
    var ticks = fastBy(100e-6);
    host.set(SECOND);
    long before = ticks.at(SECOND);
    ticks.jump(MS);

    assertEquals(before + MS, ticks.at(SECOND));
    assertEquals(before + MS + SECOND + 100_000, ticks.at(2 * SECOND));
    assertThrows(IllegalArgumentException.class, () -> ticks.jump(-1));
  }
}
