package berkeley.bench.contenders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.Reading;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Clocks whose readings follow from virtual ticks; each reading takes a microsecond. */
class ClockPanelTest {
  private static final long EPOCH = 1_700_000_000_000_000_000L;
  private static final long READING = 1_000;

  private long ticks = 5_000_000;

  /** A clock that is ahead by so much, runs fast by so much, and admits so much. */
  private final class Fake implements ClockReader {
    private final double rate;
    private final OptionalLong bound;
    private long ahead;

    Fake(long ahead, double rate, OptionalLong bound) {
      this.ahead = ahead;
      this.rate = rate;
      this.bound = bound;
    }

    @Override
    public Glance read() {
      ticks += READING;
      return new Glance(
          new Reading(ticks, EPOCH + ticks + ahead + Math.round(ticks * rate)), bound);
    }
  }

  private Fake fake(long ahead) {
    return new Fake(ahead, 0, OptionalLong.empty());
  }

  @Test
  void theSpreadIsTheLargestDifferenceAndTheCentreTheMean() throws Exception {
    PanelReading reading = new ClockPanel(List.of(fake(0), fake(700), fake(-400))).look(false);
    assertEquals(1_100, reading.spreadNanos());
    assertEquals(OptionalLong.of(EPOCH + 100), reading.centreNanos());
    assertEquals(0, reading.wentBack());
    assertEquals(OptionalLong.empty(), reading.boundNanos());
  }

  @Test
  void clocksThatRunDifferentlyAreComparedAtOneInstant() throws Exception {
    // By 5 ms of ticks, 1 % is 50 us; in the six readings it gains 60 ns more.
    Fake fast = new Fake(0, 0.01, OptionalLong.empty());
    PanelReading reading = new ClockPanel(List.of(fake(0), fast, fake(0))).look(false);
    assertEquals(50_035, reading.spreadNanos());
  }

  @Test
  void theLastOneCanBeLeftOut() throws Exception {
    PanelReading reading = new ClockPanel(List.of(fake(0), fake(5), fake(1_000_000))).look(true);
    assertEquals(5, reading.spreadNanos());
  }

  @Test
  void aClockThatShowsLessThanBeforeWentBack() throws Exception {
    Fake stepped = fake(0);
    ClockPanel panel = new ClockPanel(List.of(fake(0), stepped));
    assertEquals(0, panel.look(false).wentBack());
    stepped.ahead = -1_000_000;
    assertEquals(1, panel.look(false).wentBack());
    assertEquals(0, panel.look(false).wentBack());
  }

  @Test
  void aClockFartherFromTheLeaderThanItAdmitsIsOutside() throws Exception {
    Fake honest = new Fake(900, 0, OptionalLong.of(1_000));
    Fake vain = new Fake(-900, 0, OptionalLong.of(500));
    PanelReading reading = new ClockPanel(List.of(fake(0), honest, vain)).look(false);
    assertEquals(1, reading.outside());
    assertEquals(OptionalLong.of(1_000), reading.boundNanos());
  }
}
