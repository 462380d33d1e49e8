package berkeley.harness.report;

import berkeley.api.wire.NodeStatus;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.Sample;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** The samples of a record as comma-separated values, with a line of names first. */
final class CsvLines implements Consumer<RecordLine> {

  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintWriter out;

  CsvLines(PrintWriter out) {
    this.out = out;
    out.println(
        "at_s,id,role,state,term,master,true_offset_ns,error_bound_ns,frequency_ppm,slew_ppm");
  }

  @Override
  public void accept(RecordLine line) {
    if (line instanceof Sample sample) {
      NodeStatus node = sample.status();
      out.printf(
          Locale.ROOT,
          "%.6f,%s,%s,%s,%d,%s,%s,%s,%.6f,%.6f%n",
          sample.atNanos() / NANOS_PER_SECOND,
          quoted(node.id()),
          node.role(),
          node.state(),
          node.term(),
          quoted(node.master()),
          sample.offset().isKnown() ? Long.toString(sample.offset().nanos()) : "",
          node.errorBoundNanos() == Long.MAX_VALUE ? "" : Long.toString(node.errorBoundNanos()),
          node.frequencyPpm(),
          node.slewPpm());
    }
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_.:-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
