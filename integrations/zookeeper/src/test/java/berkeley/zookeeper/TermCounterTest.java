package berkeley.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against ZooKeeper's own server in this process. */
@Timeout(120)
class TermCounterTest {

  private static final String PLACE = "/cluster/latch/place";

  private TestServer server;
  private CuratorFramework client;
  private TermCounter counter;

  @BeforeEach
  void aPlaceInALatch() throws Exception {
    server = new TestServer();
    client = server.client();
    client.create().creatingParentsIfNeeded().forPath(PLACE);
    counter = new TermCounter(client, "/cluster/term");
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void risesByOneEachTime() throws Exception {
    assertEquals(OptionalLong.of(1), counter.raise(PLACE, 0));
    assertEquals(OptionalLong.of(2), counter.raise(PLACE, 0));
    assertEquals(OptionalLong.of(3), new TermCounter(client, "/cluster/term").raise(PLACE, 0));
  }

  @Test
  void goesAboveATermThatIsKnownToBeUsed() throws Exception {
    assertEquals(OptionalLong.of(41), counter.raise(PLACE, 40));
    assertEquals(OptionalLong.of(42), counter.raise(PLACE, 7));
  }

  @Test
  void aNodeThatHasLostItsPlaceGetsNoTermAndUsesNone() throws Exception {
    assertEquals(OptionalLong.of(1), counter.raise(PLACE, 0));
    client.delete().forPath(PLACE);

    assertEquals(OptionalLong.empty(), counter.raise(PLACE, 0));
    client.create().forPath(PLACE);
    assertEquals(OptionalLong.of(2), counter.raise(PLACE, 0));
  }

  @Test
  void survivesARestartOfTheServer() throws Exception {
    assertEquals(OptionalLong.of(1), counter.raise(PLACE, 0));
    server.restart();

    assertEquals(OptionalLong.of(2), counter.raise(PLACE, 0));
  }

  @Test
  void invalidDataCountsAsZeroAndTheLargestNumberIsNotPassed() throws Exception {
    counter.raise(PLACE, 0);
    client.setData().forPath("/cluster/term", "soon".getBytes(StandardCharsets.UTF_8));

    assertEquals(OptionalLong.of(10), counter.raise(PLACE, 9));
    assertThrows(ArithmeticException.class, () -> counter.raise(PLACE, Long.MAX_VALUE));
  }

  @Test
  void noTwoGetTheSame() throws Exception {
    Set<Long> terms = new ConcurrentSkipListSet<>();
    AtomicInteger raised = new AtomicInteger();
    ExecutorService both = Executors.newFixedThreadPool(2);
    for (int i = 0; i < 2; i++) {
      both.execute(
          () -> {
            TermCounter own = new TermCounter(client, "/cluster/term");
            for (int j = 0; j < 50; j++) {
              try {
                terms.add(own.raise(PLACE, 0).orElseThrow());
                raised.incrementAndGet();
              } catch (KeeperException.BadVersionException e) {
                Thread.onSpinWait(); // the other was faster
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }
          });
    }
    both.shutdown();
    both.awaitTermination(TestServer.LONG.toSeconds(), TimeUnit.SECONDS);

    assertEquals(raised.get(), terms.size());
    assertEquals(raised.get(), counter.raise(PLACE, 0).orElseThrow() - 1);
  }
}
