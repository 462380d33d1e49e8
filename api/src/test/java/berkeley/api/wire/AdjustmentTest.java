package berkeley.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdjustmentTest {

  /** A value whose eight bytes occur once in a stream, so that a test can find and forge them. */
  private static final long MARK = 0x0123_4567_89AB_CDEFL;

  @ParameterizedTest
  @CsvSource({
    "errorBoundNanos, -1, 0, 0, 0",
    "term,             0, -1, 0, 0",
    "round,            0, 0, -7, 0",
    "rttNanos,         0, 0, 0, -1"
  })
  void refusesANegativeValueAndNamesIt(String name, long bound, long term, long round, long rtt) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Adjustment(0, bound, 0, term, round, rtt, "m"));

    assertTrue(refusal.getMessage().startsWith(name + ": -"), refusal.getMessage());
  }

  @Test
  void acceptsAnyDeltaAndAnyReadingSinceClocksMayLieCenturiesApart() {
    var extreme = new Adjustment(Long.MIN_VALUE, 0, Long.MAX_VALUE, 0, 0);

    assertEquals(-1, extreme.targetNanos());
  }

  @Test
  void targetIsTheReadingPlusTheDelta() {
    assertEquals(95, new Adjustment(-5, 0, 100, 1, 1).targetNanos());
  }

  @Test
  void withoutARoundTripTheBoundIsTakenForHalfOfItAndNeverOverflows() {
    assertEquals(14, new Adjustment(0, 7, 0, 0, 0).rttNanos());
    assertEquals(Long.MAX_VALUE, new Adjustment(0, Long.MAX_VALUE - 1, 0, 0, 0).rttNanos());
  }

  @Test
  void aMastersNameHasALimit() {
    String longest = "m".repeat(Adjustment.MAX_MASTER_LENGTH);
    assertEquals(longest, new Adjustment(0, 0, 0, 0, 0, 0, longest).master());

    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new Adjustment(0, 0, 0, 0, 0, 0, longest + "m"));

    assertEquals("master: 256 characters, at most 255 allowed", refusal.getMessage());
  }

  @Test
  void survivesTheWireUnchanged() throws Exception {
    var sent = new Adjustment(-5, 7, 100, 3, 4, 14, "m");

    assertEquals(sent, read(written(sent)));
  }

  @Test
  void aForgedNegativeBoundIsRefusedWhileItIsRead() throws Exception {
    byte[] forged = forge(written(new Adjustment(0, MARK, 0, 0, 0, 0, "m")), -1);

    var refusal = assertThrows(InvalidObjectException.class, () -> read(forged));

    assertTrue(refusal.getMessage().contains("errorBoundNanos: -1 is negative"));
  }

  @Test
  void aForgedNegativeTermIsRefusedWhileItIsRead() throws Exception {
    byte[] forged = forge(written(new Adjustment(0, 0, 0, MARK, 0, 0, "m")), Long.MIN_VALUE);

    assertThrows(InvalidObjectException.class, () -> read(forged));
  }

  private static byte[] written(Object object) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  private static byte[] forge(byte[] stream, long value) {
    ByteBuffer buffer = ByteBuffer.wrap(stream);
    for (int i = 0; i + Long.BYTES <= stream.length; i++) {
      if (buffer.getLong(i) == MARK) {
        buffer.putLong(i, value);
        return stream;
      }
    }
    throw new AssertionError("the mark is not in the stream");
  }
}
