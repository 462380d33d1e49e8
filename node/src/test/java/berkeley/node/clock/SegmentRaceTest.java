package berkeley.node.clock;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every interleaving of a publisher and two readers, with the publisher taken off its processor for
 * any time, at any point: no reader sees time go back, be it its own or the other's.
 */
class SegmentRaceTest {

  /** Two of these pass the knee of a new course, 200 us ahead; one does not. */
  private static final long PAUSE = 150_000;

  private static final long START = 1_000_000;

  @ParameterizedTest
  @CsvSource({"-1000000, 1000000", "1000000, -1000000", "1000000, 2000000"})
  void noReaderSeesTimeGoBackWhileTheClockIsSlewedTwice(long first, long second) {
    int runs =
        Choices.exhaust(
            choices -> {
              var world = new World(choices);
              world.scheduled = true;
              world.clock.slew(joint -> World.course(first));
              world.clock.slew(joint -> World.course(second));
              world.finish();
            });

    assertTrue(runs > 10_000, "explored only " + runs);
  }

  @Test
  void noReaderSeesTimeGoBackWhenAFastClockIsSlowedDown() {
    Choices.exhaust(
        choices -> {
          var world = new World(choices);
          world.clock.slew(joint -> World.course(1_000_000));
          world.ticks.pass(10 * PAUSE);
          world.scheduled = true;
          world.clock.slew(joint -> World.course(-1_000_000));
          world.finish();
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {-20_000, 1_000, 20_000, 1_000_000})
  void noReaderSeesTimeGoBackWhenAFastClockIsToldToJumpForward(long ahead) {
    Choices.exhaust(
        choices -> {
          var world = new World(choices);
          world.clock.slew(joint -> World.course(1_000_000));
          world.ticks.pass(10 * PAUSE);
          long offset = world.clock.nanos() + START - world.ticks.getAsLong();
          world.scheduled = true;
          world.clock.stepForward(joint -> World.course(offset + ahead));
          world.finish();
        });
  }

  /**
   * One clock, its ticks, and its readers and publisher. Each of them may be delayed just before or
   * just after it reads the ticks, while the others go on.
   */
  private static final class World {

    private final Choices choices;
    private final ManualTicks ticks = new ManualTicks(START);
    private final SteeredClock clock;
    private final List<Read> done = new ArrayList<>();
    private final Reader[] readers = {new Reader(), new Reader()};
    private boolean scheduled;
    private int pauses = 2;
    private int events;

    World(Choices choices) {
      this.choices = choices;
      this.clock =
          new SteeredClock(
              () -> {
                others();
                long now = ticks.getAsLong();
                others();
                return now;
              },
              0);
    }

    static Course course(long offset) {
      return new Course(
          new Line(START, offset, 0), ErrorBound.NONE, 0.1, 1_000_000, Standings.SHOWN);
    }

    /** Lets the others do something, or nothing, until they are out of steps. */
    private void others() {
      while (scheduled) {
        List<Runnable> possible = new ArrayList<>();
        if (pauses > 0) {
          possible.add(this::pause);
        }
        // The readers are alike, so the second begins after the first.
        if (!readers[0].ended) {
          possible.add(readers[0]::goOn);
        }
        if (readers[0].begun && !readers[1].ended) {
          possible.add(readers[1]::goOn);
        }
        int choice = choices.among(possible.size() + 1);
        if (choice == possible.size()) {
          return;
        }
        possible.get(choice).run();
      }
    }

    private void pause() {
      pauses--;
      ticks.pass(PAUSE);
    }

    /** Ends the publisher; a read under way ends too. */
    void finish() {
      scheduled = false;
      ticks.pass(PAUSE);
      for (Reader reader : readers) {
        while (!reader.ended) {
          reader.goOn();
        }
      }
    }

    /** Reads once: first the ticks, then, whenever it gets to it, the segment. */
    private final class Reader {

      private boolean begun;
      private boolean ended;
      private int beganAt;
      private long taken;

      /** Takes the next of its two steps. */
      void goOn() {
        events++;
        if (!begun) {
          begun = true;
          beganAt = events;
          taken = ticks.getAsLong();
        } else {
          ended = true;
          accept(new Read(beganAt, events, clock.timeAtRaw(taken)));
        }
      }
    }

    private void accept(Read read) {
      for (Read earlier : done) {
        if (earlier.endedAt < read.beganAt && earlier.time > read.time) {
          fail("%s was followed by %s".formatted(earlier, read));
        }
      }
      done.add(read);
    }
  }

  private record Read(int beganAt, int endedAt, long time) {}
}
