package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class NanosMathTest {

  @Property
  void the_mean_is_exact_for_any_values(@ForAll @Size(min = 1, max = 20) List<Long> values) {
    assertEquals(RandomVotes.exactMean(values), NanosMath.mean(array(values)));
  }

  @Property
  void the_mean_rounded_up_is_the_smallest_whole_number_that_is_not_below_it(
      @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0) Long> values) {
    BigInteger n = BigInteger.valueOf(values.size());
    BigInteger wanted = RandomVotes.sum(values).add(n).subtract(BigInteger.ONE).divide(n);
    assertEquals(wanted.longValueExact(), NanosMath.meanRoundedUp(array(values)));
  }

  @Property
  void the_middle_is_exact_for_any_two_values(@ForAll long a, @ForAll long b) {
    BigInteger sum = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
    assertEquals(sum.shiftRight(1).longValueExact(), NanosMath.middle(a, b));
  }

  @Property
  void sums_and_differences_stop_at_the_ends_of_the_range(@ForAll long a, @ForAll long b) {
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);
    assertEquals(clamped(x.add(y)), NanosMath.add(a, b));
    assertEquals(clamped(x.subtract(y)), NanosMath.subtract(a, b));
    assertEquals(clamped(x.subtract(y).abs()), NanosMath.distance(a, b));
  }

  @Example
  void durations_are_written_exactly_in_the_unit_that_suits_them() {
    assertEquals("0 ns", NanosMath.text(0));
    assertEquals("-999 ns", NanosMath.text(-999));
    assertEquals("20 us", NanosMath.text(20_000));
    assertEquals("20.000001 ms", NanosMath.text(20_000_001));
    assertEquals("-3600 s", NanosMath.text(-3_600_000_000_000L));
    assertEquals("-9223372036.854775808 s", NanosMath.text(Long.MIN_VALUE));
  }

  private static long clamped(BigInteger value) {
    return value
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .max(BigInteger.valueOf(Long.MIN_VALUE))
        .longValueExact();
  }

  private static long[] array(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
