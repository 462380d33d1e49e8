package berkeley.harness.report;

import berkeley.simulator.recording.RecordLine.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps so many samples of a run as a page can hold: all of them where they are few, otherwise of
 * each stretch of a node's samples the two with the smallest and the largest offset, so that no
 * spike is lost, and each with which a state or a life begins. For one thread.
 */
final class SampleThinner {

  /** Of four samples two are kept, each time. */
  private static final int STRETCH = 4;

  private final int most;
  private final Map<String, List<Numbered>> nodes = new HashMap<>();
  private long number;
  private int count;
  private int times;

  /**
   * Creates one without samples.
   *
   * @param most so many samples are kept at most
   */
  SampleThinner(int most) {
    this.most = most;
  }

  /**
   * A sample and its place.
   *
   * @param number in the order of the record
   * @param sample itself
   * @param isEdge whether a life or a state begins with it
   */
  private record Numbered(long number, Sample sample, boolean isEdge) {}

  void add(Sample sample) {
    List<Numbered> own = nodes.computeIfAbsent(sample.status().id(), id -> new ArrayList<>());
    own.add(new Numbered(number++, sample, own.isEmpty() || isEdge(own, sample)));
    count++;
    if (count > most) {
      thin();
    }
  }

  private static boolean isEdge(List<Numbered> own, Sample next) {
    Sample before = own.get(own.size() - 1).sample();
    return before.status().incarnation() != next.status().incarnation()
        || before.status().state() != next.status().state()
        || before.status().role() != next.status().role()
        || before.offset().isKnown() != next.offset().isKnown();
  }

  private void thin() {
    times++;
    count = 0;
    for (Map.Entry<String, List<Numbered>> node : nodes.entrySet()) {
      List<Numbered> kept = new ArrayList<>();
      List<Numbered> own = node.getValue();
      for (int from = 0; from < own.size(); from += STRETCH) {
        keep(own.subList(from, Math.min(own.size(), from + STRETCH)), kept);
      }
      node.setValue(kept);
      count += kept.size();
    }
  }

  private static void keep(List<Numbered> stretch, List<Numbered> kept) {
    Numbered least = stretch.get(0);
    Numbered largest = stretch.get(0);
    for (Numbered each : stretch) {
      least = offset(each) < offset(least) ? each : least;
      largest = offset(each) > offset(largest) ? each : largest;
    }
    for (Numbered each : stretch) {
      boolean isExtreme = each.number() == least.number() || each.number() == largest.number();
      if (each.isEdge() || isExtreme || stretch.size() < STRETCH) {
        kept.add(each);
      }
    }
  }

  private static long offset(Numbered each) {
    return each.sample().offset().isKnown() ? each.sample().offset().nanos() : 0;
  }

  /** Returns the samples that are kept, of all nodes, in the order of the record. */
  List<Sample> kept() {
    return nodes.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Numbered::number))
        .map(Numbered::sample)
        .toList();
  }

  /** Returns of how many samples at most one is kept. */
  long factor() {
    return 1L << times;
  }
}
