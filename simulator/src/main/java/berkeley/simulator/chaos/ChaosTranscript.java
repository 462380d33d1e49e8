package berkeley.simulator.chaos;

import berkeley.simulator.world.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What has happened lately, in words: the end of a long story. */
final class ChaosTranscript {

  private static final int KEPT = 60;

  private record Note(long atNanos, String text, List<Object> values) {

    @Override
    public String toString() {
      return "%12.6f s  %s".formatted(atNanos * 1e-9, text.formatted(values.toArray()));
    }
  }

  private final VirtualTime time;
  private final Deque<Note> notes = new ArrayDeque<>();

  ChaosTranscript(VirtualTime time) {
    this.time = time;
  }

  /** Notes an event. It is put into words when somebody reads it, so the values must not change. */
  void note(String text, Object... values) {
    notes.addLast(new Note(time.now(), text, List.of(values)));
    if (notes.size() > KEPT) {
      notes.removeFirst();
    }
  }

  List<String> lines() {
    return notes.stream().map(Note::toString).toList();
  }
}
