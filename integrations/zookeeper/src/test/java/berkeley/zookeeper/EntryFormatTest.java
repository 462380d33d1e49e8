package berkeley.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.curator.x.discovery.ServiceInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryFormatTest {

  private final EntryFormat format = new EntryFormat();

  private ServiceInstance<Void> read(String text) {
    return format.deserialize(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anEntryIsReadAsItWasWritten() throws Exception {
    ServiceInstance<Void> read =
        format.deserialize(format.serialize(EntryFormat.of("orders-1", "fd00::1", 40_001)));

    assertTrue(read.isEnabled());
    assertEquals("orders-1", read.getId());
    assertEquals("fd00::1", read.getAddress());
    assertEquals(40_001, read.getPort());
  }

  @Test
  void isWrittenAsCuratorsOwnDiscoveryDoes() throws Exception {
    String text =
        new String(format.serialize(EntryFormat.of("a", "h1", 1)), StandardCharsets.UTF_8);

    assertEquals(
        "{\"name\":\"members\",\"id\":\"a\",\"address\":\"h1\",\"port\":1,\"sslPort\":null,"
            + "\"payload\":null,\"registrationTimeUTC\":T,\"serviceType\":\"DYNAMIC\","
            + "\"uriSpec\":null}",
        text.replaceAll("UTC\":[0-9]+", "UTC\":T"));
  }

  // Curator's own reader instantiates the class that the payload names.
  @Test
  void aPayloadIsNeverInstantiated() {
    ServiceInstance<Void> read =
        read(
            """
            {"name":"members","id":"a","address":"h1","port":1,
             "payload":{"@class":"berkeley.zookeeper.EntryFormatTest$Trap","x":1}}
            """);

    assertTrue(read.isEnabled());
    assertNull(read.getPayload());
    assertFalse(Trap.SPRUNG.get());
  }

  /** Records if it is instantiated. */
  static final class Trap {
    static final AtomicBoolean SPRUNG = new AtomicBoolean();

    Trap() {
      SPRUNG.set(true);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"id\":\"a\",\"address\":\"h\"}",
        "{\"id\":7,\"address\":\"h\",\"port\":1}",
        "{\"id\":\"a\",\"address\":\"h\",\"port\":\"1\"}",
        "{\"id\":\"a\",\"address\":\"h\",\"port\":99999999999}",
        "{\"id\":\"a\",\"address\":\"h\",\"port\":1,\"enabled\":false}",
        "{\"id\":\"a\",",
      })
  void whatIsNoEntryIsSwitchedOff(String text) {
    assertFalse(read(text).isEnabled());
  }

  @Test
  void anEntryThatIsTooLongIsNotParsed() {
    String text = "{\"id\":\"a\",\"address\":\"h\",\"port\":1,\"x\":\"%s\"}";

    assertTrue(read(text.formatted("x".repeat(3_000))).isEnabled());
    assertFalse(read(text.formatted("x".repeat(5_000))).isEnabled());
  }

  @Property(tries = 300)
  void noBytesMakeItFail(@ForAll byte[] bytes) {
    format.deserialize(bytes);
  }
}
