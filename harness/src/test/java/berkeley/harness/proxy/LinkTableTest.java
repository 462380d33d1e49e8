package berkeley.harness.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A link that is usually slow is so again after a fault. */
final class LinkTableTest {

  @Test
  void whatIsGoodIsAsSlowAsUsualInThatDirectionAlone() {
    LinkTable links = new LinkTable();
    LinkSettings slow = LinkSettings.slow(Duration.ofMillis(20), Duration.ZERO);
    links.setUsual("a", "b", slow);

    links.set("a", "b", LinkSettings.CUT);
    assertEquals(LinkSettings.CUT, links.get("a", "b"));

    links.set("a", "b", LinkSettings.GOOD);
    assertEquals(slow, links.get("a", "b"));
    assertEquals(LinkSettings.GOOD, links.get("b", "a"));
  }
}
