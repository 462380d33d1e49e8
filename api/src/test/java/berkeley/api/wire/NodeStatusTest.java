package berkeley.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeStatusTest {

  private static NodeStatus withTicksOf(String source) {
    return new NodeStatus(
        "a",
        1,
        2,
        Role.SLAVE,
        NodeState.SYNCHRONISED,
        3,
        "m",
        new Reading(4, 5),
        6,
        0,
        0,
        0,
        1,
        0,
        4,
        source);
  }

  @Test
  void twoNodesOfAHostAreComparedOnlyByTicksOfOneSource() {
    NodeStatus raw = withTicksOf("CLOCK_MONOTONIC_RAW");

    assertTrue(raw.sharesTicksWith(withTicksOf("CLOCK_MONOTONIC_RAW")));
    assertFalse(raw.sharesTicksWith(withTicksOf("System.nanoTime")));
  }

  /** A version that does not tell it leaves null behind; and a source is shown to operators. */
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "two words", "\u001b[2J", "<b>"})
  void aSourceThatIsMissingOrNoNameIsUnknown(String source) {
    assertEquals("unknown", withTicksOf(source).ticksSource());
  }
}
