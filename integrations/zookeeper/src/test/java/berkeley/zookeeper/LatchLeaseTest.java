package berkeley.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LatchLeaseTest {

  private final LatchLease lease = new LatchLease(7, 100);

  @Test
  void holdsUntilItsEndAndNotAtIt() {
    assertTrue(lease.holds(99));
    assertFalse(lease.holds(100));
  }

  @Test
  void isExtendedByALaterEndAndNotShortenedByAnEarlierOne() {
    assertTrue(lease.extend(150, 50));
    assertTrue(lease.extend(120, 60));

    assertEquals(150, lease.untilTicks());
    assertTrue(lease.holds(149));
  }

  @Test
  void staysOverOnceItWasFoundOver() {
    assertFalse(lease.holds(100));

    assertFalse(lease.extend(200, 100));
    assertFalse(lease.holds(0), "whoever asked once may have acted on the answer");
    assertEquals(Long.MIN_VALUE, lease.untilTicks());
  }

  @Test
  void anAnswerThatComesTooLateDoesNotExtendIt() {
    assertFalse(lease.extend(200, 101), "the process slept between question and answer");
  }

  @Test
  void canBeEndedAtOnce() {
    lease.end();

    assertFalse(lease.holds(1));
    assertEquals(Long.MIN_VALUE, lease.untilTicks());
  }

  // Ticks are those of System.nanoTime(), which may have any value and may overflow.
  @Property
  void countsFromWhereverTicksBegin(
      @ForAll long begin, @ForAll @LongRange(min = 1, max = 1L << 40) long length) {
    LatchLease anywhere = new LatchLease(1, begin + length);

    assertTrue(anywhere.holds(begin));
    assertTrue(anywhere.holds(begin + length - 1));
    assertFalse(anywhere.holds(begin + length));
  }
}
