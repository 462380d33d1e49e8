package berkeley.harness.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ConnectionOpenerTest {

  private static final byte STREAM = 0x4b;
  private static final byte SINGLE_CALL = 0x4c;

  private final ConnectionOpener caller = new ConnectionOpener();

  @Test
  void anRmiCallerNamesItself() {
    byte[] bytes = greeting(STREAM, "127.0.1.5");
    caller.sends(bytes, bytes.length);

    assertEquals("127.0.1.5", caller.name());
  }

  @Test
  void itMayComeInAnyPieces() {
    for (byte each : greeting(STREAM, "127.0.1.17")) {
      caller.sends(new byte[] {each}, 1);
    }

    assertEquals("127.0.1.17", caller.name());
  }

  @Test
  void whoeverSpeaksOtherwiseStaysAnonymous() {
    byte[] bytes = greeting(SINGLE_CALL, "127.0.1.5");
    caller.sends(bytes, bytes.length);
    byte[] http = "GET / HTTP/1.1 and so on".getBytes(StandardCharsets.US_ASCII);
    new ConnectionOpener().sends(http, http.length);

    assertEquals("", caller.name());
  }

  private static byte[] greeting(byte protocol, String host) {
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(13 + name.length)
        .putInt(0x4a524d49)
        .putShort((short) 2)
        .put(protocol)
        .putShort((short) name.length)
        .put(name)
        .putInt(0)
        .array();
  }
}
