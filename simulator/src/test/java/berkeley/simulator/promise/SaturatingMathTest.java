package berkeley.simulator.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class SaturatingMathTest {

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private static long clamp(BigInteger value) {
    return value.max(LEAST).min(MOST).longValueExact();
  }

  @Property
  void sumsAndDifferencesAreTheNearestLong(@ForAll long a, @ForAll long b) {
    BigInteger one = BigInteger.valueOf(a);
    BigInteger other = BigInteger.valueOf(b);
    assertEquals(clamp(one.add(other)), SaturatingMath.add(a, b));
    assertEquals(clamp(one.subtract(other)), SaturatingMath.subtract(a, b));
  }

  @Property
  void sharesAreRoundedUp(
      @ForAll @LongRange(max = Long.MAX_VALUE) long nanos,
      @ForAll @LongRange(max = 1_000_000_000) long ppb) {
    BigInteger billion = BigInteger.valueOf(1_000_000_000);
    BigInteger wanted =
        BigInteger.valueOf(nanos)
            .multiply(BigInteger.valueOf(ppb))
            .add(billion.subtract(BigInteger.ONE))
            .divide(billion);
    assertEquals(wanted.longValueExact(), SaturatingMath.shareRoundedUp(nanos, ppb));
  }
}
