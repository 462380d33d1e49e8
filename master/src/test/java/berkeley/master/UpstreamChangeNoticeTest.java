package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is told that the time at the top is another clock's. */
class UpstreamChangeNoticeTest {

  private final UpstreamChangeNotice notice = new UpstreamChangeNotice();

  private long told(String sender, long epoch) {
    return IntStream.range(0, 1_000).filter(i -> !notice.isTold(sender, epoch, false)).count();
  }

  @Test
  void eachSenderIsToldOfEachEpochInSoManyAnswers() {
    assertEquals(UpstreamChangeNotice.REPEATS, told("a", 1));
    assertEquals(UpstreamChangeNotice.REPEATS, told("b", 1));
    assertEquals(0, told("a", 1));
    assertEquals(UpstreamChangeNotice.REPEATS, told("a", 2));
  }

  @Test
  void aNewcomerHasNothingToForget() {
    assertTrue(notice.isTold("a", 1, true));
    assertEquals(0, told("a", 1));
  }

  @Test
  void whoWasSilentForLongIsToldAgain() {
    told("a", 1);
    notice.keepOnly(Set.of("b"));

    assertFalse(notice.isTold("a", 1, false));
  }
}
