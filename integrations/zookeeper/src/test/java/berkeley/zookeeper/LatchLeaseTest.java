package berkeley.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LatchLeaseTest {

  private final LatchLease tenure = new LatchLease(7, 100);

  @Test
  void holdsUntilItsEndAndNotAtIt() {
    assertTrue(tenure.holds(99));
    assertFalse(tenure.holds(100));
  }

  @Test
  void isProlongedByALaterPromiseAndNotShortenedByAnEarlierOne() {
    assertTrue(tenure.prolong(150, 50));
    assertTrue(tenure.prolong(120, 60));

    assertEquals(150, tenure.untilTicks());
    assertTrue(tenure.holds(149));
  }

  @Test
  void neverComesBackOnceItWasFoundOver() {
    assertFalse(tenure.holds(100));

    assertFalse(tenure.prolong(200, 100));
    assertFalse(tenure.holds(0), "whoever asked once may have acted on the answer");
    assertEquals(Long.MIN_VALUE, tenure.untilTicks());
  }

  @Test
  void aWordThatComesTooLateDoesNotProlongIt() {
    assertFalse(tenure.prolong(200, 101), "the process slept between question and answer");
  }

  @Test
  void canBeEndedAtOnce() {
    tenure.end();

    assertFalse(tenure.holds(1));
    assertEquals(Long.MIN_VALUE, tenure.untilTicks());
  }

  /** Ticks are {@link System#nanoTime()}'s, which may be anywhere and may overflow. */
  @Property
  void countsFromWhereverTicksBegin(
      @ForAll long begin, @ForAll @LongRange(min = 1, max = 1L << 40) long length) {
    LatchLease anywhere = new LatchLease(1, begin + length);

    assertTrue(anywhere.holds(begin));
    assertTrue(anywhere.holds(begin + length - 1));
    assertFalse(anywhere.holds(begin + length));
  }
}
