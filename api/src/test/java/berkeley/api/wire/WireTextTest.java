package berkeley.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stranger writes does nothing on a terminal and begins no line of a log. */
class WireTextTest {

  @Test
  void anOrdinaryTextStaysAsItIs() {
    String text = "b is 1.59 ms behind, ± 47 µs; größer";
    assertSame(text, WireText.line(text));
  }

  @Test
  void controlCharactersAndWhatTurnsTextRoundBecomeSpaces() {
    assertEquals(" [31mred", WireText.line("\u001b[31mred"));
    assertEquals("a  WARN forged", WireText.line("a\r\nWARN forged"));
    assertEquals("a b c d", WireText.line("a\u202eb\u2028c\u0085d"));
  }

  @Test
  void itIsCut() {
    assertEquals(200, WireText.line("x".repeat(60_000)).length());
    assertEquals(64, WireText.name("x".repeat(60_000)).length());
    assertEquals("", WireText.line(null));
  }

  @Test
  void theRecordsThatAreShownPassThroughIt() {
    String bad = "a\u001b]0;x\u0007\n";
    String good = "a ]0;x  ";
    MemberReport member = new MemberReport(bad, Outcome.REJECTED, bad, 0, 0, 0, 0);
    RoundReport round = new RoundReport(1, 1, bad, 0, 0, 0, List.of(member));
    TimeOrder order = new TimeOrder(TimeOrder.Phase.NONE, 1, 0, 0, 0, bad);

    assertEquals(List.of(good, good), List.of(member.id(), member.reason()));
    assertEquals(good, round.master());
    assertEquals(good, order.reason());
  }
}
