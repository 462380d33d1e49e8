package berkeley.bench.yardstick;

import berkeley.harness.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A registry and what is registered there, each a process of one build. For one thread. */
final class CheckoutCluster implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Checkout checkout;
  private final List<ChildProcess> children = new ArrayList<>();
  private final String registry;

  /** Starts the registry; returns when it serves. */
  CheckoutCluster(Checkout checkout) throws InterruptedException {
    this.checkout = checkout;
    ChildProcess process =
        checkout.start(
            "registry",
            List.of("registry", "--parent-watch", "--bind=127.0.0.1", "--port=0"),
            line -> {});
    children.add(process);
    try {
      registry = "--registry=127.0.0.1:" + process.awaitReady(LIMIT).port();
    } catch (InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  Side side() {
    return checkout.side();
  }

  /**
   * Starts a node; it may not serve yet.
   *
   * @param lines receives each line of its stdout, on a thread of its own
   */
  ChildProcess node(String role, String id, List<String> arguments, Consumer<String> lines) {
    List<String> line = new ArrayList<>(List.of(role, "--parent-watch", registry, "--id=" + id));
    line.addAll(arguments);
    if (checkout.side() == Side.CURRENT) {
      // All share one counter; the earlier build does not know that it can be steered.
      line.add("--counter-unsteered");
    }
    ChildProcess node = checkout.start(id, line, lines);
    children.add(node);
    return node;
  }

  /** Waits until a node serves. */
  void await(ChildProcess node) throws InterruptedException {
    node.awaitReady(LIMIT);
  }

  /**
   * Starts to look at all nodes about once a second.
   *
   * @param lines receives each look, a line of JSON, on a thread of its own
   */
  void look(Consumer<String> lines) {
    children.add(
        checkout.startTied("status", List.of("status", registry, "--json", "--watch"), lines));
  }

  /** Ends all processes. */
  @Override
  public void close() {
    ChildProcess.endAll(children);
  }
}
