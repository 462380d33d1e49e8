package berkeley.harness.process;

import berkeley.api.RegistryAddress;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The processes of one cluster on this host: a registry, and nodes that are started, replaced and
 * ended by name. All of them end with this process, whatever ends that, since they watch their
 * standard input. {@link #close} and {@link #kill} are for any thread, the rest is for one.
 */
public final class ClusterProcesses implements AutoCloseable {

  /** Starting takes processor time: more at once are ready no sooner. */
  private static final int STARTED_AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final NodeCommand command;
  private final Duration startLimit;
  private final List<ProcessVariation> variations;
  private final Function<String, Redirect> errors;
  private final Map<String, ChildProcess> nodes = new LinkedHashMap<>();
  private final Set<String> mayEnd = new HashSet<>();
  private Optional<ChildProcess> registry = Optional.empty();
  private Optional<RegistryAddress> address = Optional.empty();
  private boolean closed;

  private ClusterProcesses(Builder builder) {
    this.command = builder.command;
    this.startLimit = builder.startLimit;
    this.variations = List.copyOf(builder.variations);
    this.errors = builder.errors;
  }

  /** Collects what a cluster's processes are started with. */
  public static final class Builder {

    private final NodeCommand command;
    private final List<ProcessVariation> variations = new ArrayList<>();
    private Duration startLimit = Duration.ofSeconds(60);
    private Function<String, Redirect> errors = name -> Redirect.PIPE;

    private Builder(NodeCommand command) {
      this.command = command;
    }

    /** Sets how long a process may take until it is ready; 60 s otherwise. */
    public Builder startLimit(Duration limit) {
      startLimit = limit;
      return this;
    }

    /** Adds to what some of the processes are started with. */
    public Builder variation(ProcessVariation variation) {
      variations.add(variation);
      return this;
    }

    /** Sets where each process's standard error goes; the last lines are kept otherwise. */
    public Builder errors(Function<String, Redirect> redirects) {
      errors = redirects;
      return this;
    }

    /** Returns the cluster, with no process started. */
    public ClusterProcesses build() {
      return new ClusterProcesses(this);
    }
  }

  /** Returns a builder for a cluster whose processes are started by a command. */
  public static Builder startedBy(NodeCommand command) {
    return new Builder(command);
  }

  /**
   * Starts the registry on any free port and waits until it serves.
   *
   * @throws berkeley.harness.console.CommandFailure if it does not
   */
  public RegistryAddress startRegistry() throws InterruptedException {
    int port = startRegistry(0).awaitReady(startLimit).port();
    address = Optional.of(new RegistryAddress(NodeArguments.LOOPBACK, port));
    return address.get();
  }

  /** Starts the registry again, on the port that it had, without waiting for it. */
  public void restartRegistry() {
    startRegistry(registryAddress().port());
  }

  /**
   * Returns where the registry is.
   *
   * @throws java.util.NoSuchElementException if it was never started
   */
  public RegistryAddress registryAddress() {
    return address.orElseThrow();
  }

  /** Returns the registry's process that was started last. */
  public synchronized Optional<ChildProcess> registry() {
    return registry;
  }

  /**
   * Starts a node, in place of an earlier one of its name, without waiting for it.
   *
   * @param arguments as {@link NodeArguments} makes them
   */
  public ChildProcess start(String name, List<String> arguments) {
    return startOther(name, commandLine(name, arguments));
  }

  /** Starts nodes, a few at a time, and waits until all are ready. */
  public void startAll(Map<String, List<String>> argumentsByName) throws InterruptedException {
    List<ChildProcess> started = new ArrayList<>();
    for (Map.Entry<String, List<String>> node : argumentsByName.entrySet()) {
      if (started.size() >= STARTED_AT_ONCE) {
        started.get(started.size() - STARTED_AT_ONCE).awaitReady(startLimit);
      }
      started.add(start(node.getKey(), node.getValue()));
    }
    for (ChildProcess child : started) {
      child.awaitReady(startLimit);
    }
  }

  /** Starts a process that belongs to the cluster and is no node of the command's. */
  public synchronized ChildProcess startOther(String name, List<String> line) {
    ChildProcess child = launch(name, line);
    nodes.put(name, child);
    return child;
  }

  /** Waits until a process is ready. */
  public ReadyLine awaitReady(ChildProcess child) throws InterruptedException {
    return child.awaitReady(startLimit);
  }

  /** Tells a fixed master to begin its rounds. */
  public static void lead(ChildProcess master) {
    try {
      master.send(ParentWatch.LEAD);
    } catch (IOException e) {
      throw master.failure("cannot be told to lead (%s)".formatted(LogText.of(e)));
    }
  }

  /** Returns the process that was started last under a name. */
  public synchronized Optional<ChildProcess> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** Returns the newest process of each name, in the order in which the names first came. */
  public synchronized List<ChildProcess> nodes() {
    return List.copyOf(nodes.values());
  }

  /** Lets the process of a name end from now on without failing {@link #requireAlive}. */
  public synchronized void mayEnd(String name) {
    mayEnd.add(name);
  }

  /**
   * Fails if a process has ended that should run.
   *
   * @throws berkeley.harness.console.CommandFailure naming it, with its last lines
   */
  public void requireAlive() {
    List<ChildProcess> wanted;
    synchronized (this) {
      if (closed) {
        return;
      }
      wanted = new ArrayList<>(registry.stream().toList());
      nodes.forEach(
          (name, child) -> {
            if (!mayEnd.contains(name)) {
              wanted.add(child);
            }
          });
    }
    wanted.forEach(ChildProcess::requireAlive);
  }

  /** Ends all processes: the nodes first, so that they can still unbind their names. */
  @Override
  public void close() {
    markClosed();
    ChildProcess.endAll(nodes());
    ChildProcess.endAll(registry().stream().toList());
  }

  /** Ends all processes by force. */
  public void kill() {
    markClosed();
    nodes().forEach(ChildProcess::kill);
    registry().ifPresent(ChildProcess::kill);
  }

  private synchronized void markClosed() {
    closed = true;
  }

  private synchronized ChildProcess startRegistry(int port) {
    ChildProcess child =
        launch(
            ProcessVariation.REGISTRY,
            commandLine(ProcessVariation.REGISTRY, NodeArguments.registry(port)));
    registry = Optional.of(child);
    return child;
  }

  private ChildProcess launch(String name, List<String> line) {
    if (closed) {
      throw new IllegalStateException("the cluster is closed");
    }
    return ChildProcess.start(
        name,
        line,
        errors.apply(name),
        printed -> variations.forEach(variation -> variation.printed(name, printed)));
  }

  private List<String> commandLine(String name, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    NodeCommand varied = command;
    for (ProcessVariation variation : variations) {
      all.addAll(variation.arguments(name));
      varied =
          varied
              .withJvmOptions(variation.jvmOptions(name))
              .withEnvironment(variation.environment(name));
    }
    return varied.line(all);
  }
}
