package berkeley.harness.demo;

import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessVariation;
import berkeley.harness.process.ReadyLine;
import berkeley.transport.ticks.HostTicks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What masters tell of their rounds: starts the nodes as a lesson has them, and keeps the lines
 * that they print until they are taken. Safe for use by several threads.
 */
final class ToldRounds implements ProcessVariation {

  private static final Pattern HEAD = Pattern.compile("round (\\d+) of .*");

  private final DemoSettings settings;
  private final Queue<String> lines = new ArrayDeque<>();
  private long newest;

  ToldRounds(DemoSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> arguments(String name) {
    if (name.equals(REGISTRY)) {
      return List.of();
    }
    FleetPlan plan = settings.plan();
    boolean leads = plan.master().map(NodePlan::id).filter(name::equals).isPresent();
    return settings.lesson().arguments(name, leads || plan.elects(), settings.proxied());
  }

  @Override
  public synchronized void printed(String name, String line) {
    if (!settings.lesson().explain() || ReadyLine.parse(line).isPresent()) {
      return;
    }
    lines.add(line);
    Matcher head = HEAD.matcher(line);
    if (head.matches()) {
      newest = Long.parseLong(head.group(1));
      notifyAll();
    }
  }

  /** Returns the lines since the last call. */
  synchronized List<String> take() {
    List<String> all = new ArrayList<>(lines);
    lines.clear();
    return all;
  }

  /** Waits until a round is told, half a second at most: a report may be quicker than a pipe. */
  synchronized void await(long round) throws InterruptedException {
    long until = HostTicks.now() + TimeUnit.MILLISECONDS.toNanos(500);
    while (settings.lesson().explain() && newest < round && HostTicks.now() - until < 0) {
      TimeUnit.NANOSECONDS.timedWait(this, until - HostTicks.now());
    }
  }
}
