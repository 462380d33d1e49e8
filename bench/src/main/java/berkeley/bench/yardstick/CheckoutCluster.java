package berkeley.bench.yardstick;

import berkeley.bench.process.BenchChild;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A registry and what is registered there, each a process of one build. For one thread. */
final class CheckoutCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Checkout checkout;
  private final List<BenchChild> children = new ArrayList<>();
  private final String registry;

  /** Starts the registry; returns when it serves. */
  CheckoutCluster(Checkout checkout) throws IOException, InterruptedException {
    this.checkout = checkout;
    BenchChild process =
        checkout.start(
            "registry",
            List.of("registry", "--parent-watch", "--bind=127.0.0.1", "--port=0"),
            line -> {});
    children.add(process);
    try {
      registry = "--registry=127.0.0.1:" + process.awaitPort(PATIENCE);
    } catch (IOException | InterruptedException e) {
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
   * @param lines is told each line of its stdout, on a thread of its own
   */
  BenchChild node(String role, String id, List<String> arguments, Consumer<String> lines)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(role, "--parent-watch", registry, "--id=" + id));
    line.addAll(arguments);
    BenchChild node = checkout.start(id, line, lines);
    children.add(node);
    return node;
  }

  /** Waits until a node serves. */
  void await(BenchChild node) throws IOException, InterruptedException {
    node.awaitPort(PATIENCE);
  }

  /**
   * Starts to look at all nodes about once a second.
   *
   * @param lines is told each look, a line of JSON, on a thread of its own
   */
  void look(Consumer<String> lines) throws IOException {
    children.add(checkout.start("status", List.of("status", registry, "--json", "--watch"), lines));
  }

  /** Ends all processes. */
  @Override
  public void close() {
    BenchChild.endAll(children);
  }
}
