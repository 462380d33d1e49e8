package berkeley.transport.log;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class RateLimitedLogTest {

  private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE);
  private final Logger log = mock(Logger.class);
  private final RateLimitedLog seldom = new RateLimitedLog(log, ticks::get);

  @Test
  void saysItOnceAMinuteAndHowOftenItWas() {
    seldom.warn("refused", "x\n1");
    seldom.warn("refused", "x2");
    ticks.addAndGet(59_000_000_000L);
    seldom.warn("refused", "x3");
    verify(log, times(1)).warn(anyString(), any(Object[].class));
    verify(log).warn("{} times={} last={}", "refused", 1L, "x 1");

    ticks.addAndGet(1_000_000_000L);
    seldom.warn("refused", "x4");

    verify(log).warn("{} times={} last={}", "refused", 3L, "x4");
  }
}
