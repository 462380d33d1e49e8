package berkeley.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h1|h1:2181/berkeley",
        "h1:2182|h1:2182/berkeley",
        "h1,h2:7,h3|h1:2181,h2:7,h3:2181/berkeley",
        "h1/a|h1:2181/a",
        "h1,h2/a/b.c|h1:2181,h2:2181/a/b.c",
        "[fd00::1],[fd00::2]:7/a|[fd00::1]:2181,[fd00::2]:7/a",
      })
  void isReadAsZooKeepersToolsWriteIt(String given, String meant) {
    assertEquals(meant, ZooKeeperSettings.parse(given).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "h1,",
        "h1:x",
        "h1:0",
        "h1/",
        "h1//a",
        "h1/a/",
        "h1/..",
        "h1/a/./b",
        "h1/a b"
      })
  void whatIsNotOfThatFormIsRefusedInOneLine(String given) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> ZooKeeperSettings.parse(given));

    assertTrue(refusal.getMessage().startsWith("zookeeper: "), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("\n"));
  }

  @Test
  void aSessionLastsASecondToAMinute() {
    ZooKeeperSettings settings = ZooKeeperSettings.parse("h1");

    settings.withSessionTimeout(Duration.ofSeconds(1)).withSessionTimeout(Duration.ofMinutes(1));
    for (Duration wrong : new Duration[] {Duration.ofMillis(999), Duration.ofMillis(60_001)}) {
      var refusal =
          assertThrows(IllegalArgumentException.class, () -> settings.withSessionTimeout(wrong));
      assertTrue(refusal.getMessage().startsWith("sessionTimeout: "), refusal.getMessage());
    }
  }

  @Test
  void theLoginIsNotInTheText() {
    ZooKeeperSettings settings = ZooKeeperSettings.parse("h1").withLogin("berkeley:geheim");

    assertFalse(settings.toString().contains("geheim"));
    var refusal = assertThrows(IllegalArgumentException.class, () -> settings.withLogin("geheim"));
    assertFalse(refusal.getMessage().contains("geheim"), refusal.getMessage());
  }
}
