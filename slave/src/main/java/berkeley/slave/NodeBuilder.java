package berkeley.slave;

import berkeley.api.RegistryAddress;
import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.ClusterService;
import berkeley.api.environment.Environment;
import berkeley.master.MasterSettings;
import berkeley.node.driver.BuiltInElection;
import berkeley.node.driver.ElectionMethod;
import berkeley.node.election.ElectionSettings;
import berkeley.slave.election.ElectingService;
import berkeley.slave.servant.UpstreamSettings;
import berkeley.transport.filter.CallFilters;
import berkeley.transport.registry.ClusterAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects how a node is named, found, protected and steered, and starts it.
 *
 * <pre>{@code
 * Node node = Node.builder("orders-1").registry("localhost:1099").start();
 * }</pre>
 *
 * <p>Values are checked by {@link #check} and {@link #start}, apart from texts that have to be
 * read. Not safe for use by several threads.
 */
public final class NodeBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(NodeBuilder.class);

  private final String id;
  private final List<RegistryAddress> registries = new ArrayList<>();
  private final ListenBuilder listen = new ListenBuilder();
  private final RoundsBuilder rounds = new RoundsBuilder();
  private Optional<String> cluster = Optional.empty();
  private Optional<ElectingService> service = Optional.empty();
  private int port;
  private boolean ownRegistry;
  private boolean unfiltered;
  private Duration reRegister = Duration.ofMillis(500);
  private Duration holdoverAfter = Duration.ofMillis(2_500);
  private Optional<ClockLimits> limits = Optional.empty();
  private Optional<Boolean> counterUnsteered = Optional.empty();
  private Optional<UpstreamSettings> upstream = Optional.empty();
  private Optional<Consumer<ElectionBuilder>> election = Optional.empty();
  private boolean electionSet;
  private Optional<Duration> push = Optional.empty();
  private Environment environment = new HostEnvironment();

  NodeBuilder(String id) {
    this.id = id;
  }

  /**
   * Adds registries in which the nodes of the cluster find one another; at least one is needed
   * unless a {@link #clusterService} says who is there. The node enters itself in those of its own
   * host.
   *
   * @param addresses {@code HOST:PORT} or {@code HOST}, port 1099 then; a host name with several
   *     addresses stands for a registry at each
   * @return this builder
   * @throws IllegalArgumentException if one is no such address
   */
  public NodeBuilder registry(String... addresses) {
    return registries(parse(addresses));
  }

  /**
   * Adds registries, see {@link #registry}.
   *
   * @param addresses where they are
   * @return this builder
   */
  public NodeBuilder registries(List<RegistryAddress> addresses) {
    registries.addAll(addresses);
    return this;
  }

  /**
   * Sets which of several clusters in the same registries this node belongs to.
   *
   * @param name the unnamed one by default; up to 64 letters, digits, dots, dashes and underscores
   * @return this builder
   */
  public NodeBuilder cluster(String name) {
    cluster = Optional.of(name);
    return this;
  }

  /**
   * Sets a service that says, in place of registries, who is there and who of the electable leads.
   * The node then serves a registry of its own.
   *
   * @param given one of those that the integrations make
   * @return this builder
   * @throws IllegalArgumentException if no integration of this project's has made the service
   */
  public NodeBuilder clusterService(ClusterService given) {
    if (!(given instanceof ElectingService known)) {
      throw new IllegalArgumentException(
          "clusterService: %s is not one that an integration has made".formatted(given));
    }
    service = Optional.of(known);
    return this;
  }

  /**
   * Sets the TCP port of the remote object.
   *
   * @param number 0 by default, any free one; up to 65535
   * @return this builder
   */
  public NodeBuilder port(int number) {
    port = number;
    return this;
  }

  /**
   * Serves this host's registry too, on the node's own port.
   *
   * @return this builder
   */
  public NodeBuilder ownRegistry() {
    ownRegistry = true;
    return this;
  }

  /**
   * Sets the address of this host to listen on.
   *
   * @param address the loopback address by default, so that only this host's processes can call;
   *     {@code 0.0.0.0} for all. Others need {@link #tls} or {@link #insecure}
   * @return this builder
   */
  public NodeBuilder bind(InetAddress address) {
    listen.bind(address);
    return this;
  }

  /**
   * Sets the host name or address that others reach this node by.
   *
   * @param host by default the address that it listens on or, of several, the one on the way to the
   *     registries
   * @return this builder
   */
  public NodeBuilder advertise(String host) {
    listen.advertise(host);
    return this;
  }

  /**
   * Requires TLS with certificates on both sides. RMI has one kind of client socket in a JVM: the
   * application's own remote calls use TLS then too.
   *
   * @param folder where {@code node.p12}, {@code password} and {@code authority.pem} lie, or the
   *     parent of such a folder that has the node's name; read again when they change
   * @return this builder
   */
  public NodeBuilder tls(Path folder) {
    listen.tls(folder);
    return this;
  }

  /**
   * Talks with other hosts without TLS: whoever reaches the port can then set the clock.
   *
   * @return this builder
   */
  public NodeBuilder insecure() {
    listen.insecure();
    return this;
  }

  /**
   * Starts the node even where this JVM lets no filter of what members answer be added: where the
   * application has set a deserialisation filter of its own and has read objects before. Then that
   * filter alone decides what a hostile member can have built here.
   *
   * @return this builder
   */
  public NodeBuilder unfiltered() {
    unfiltered = true;
    return this;
  }

  /**
   * Sets which hosts' connections are taken. By default this host's, and all others where there is
   * TLS or {@link #insecure}.
   *
   * @param file lists them, in the form of {@code policy/hosts}; read again when it changes
   * @return this builder
   */
  public NodeBuilder admit(Path file) {
    listen.admit(file);
    return this;
  }

  /**
   * Sets how many connections are taken at a time.
   *
   * @param inAll 160 by default, {@code perHost} to 100,000. Too few: members push one another out;
   *     too many: each holds a thread and up to 128 KiB
   * @param perHost 128 by default, 1 to 100,000: from one address, all of this host's counting as
   *     one. Too few: neighbours push one another out; too many: one host can take all
   * @return this builder
   * @throws IllegalArgumentException naming the one that is out of its range
   */
  public NodeBuilder connections(int inAll, int perHost) {
    listen.connections(inAll, perHost);
    return this;
  }

  /**
   * Sets when connections are closed.
   *
   * @param firstByte after so much silence at first: 3 s by default, 1 ms to 1 day. Too short:
   *     distant callers are cut off; too long: mute ones hold threads
   * @param idle after so long without an answer: 45 s by default, 1 ms to 1 day. Too short: callers
   *     connect anew all the time; too long: those that send in drops hold threads
   * @return this builder
   * @throws IllegalArgumentException naming the one that is out of its range
   */
  public NodeBuilder connectionTimeouts(Duration firstByte, Duration idle) {
    listen.timeouts(firstByte, idle);
    return this;
  }

  /**
   * Sets how often the node looks whether it is still registered.
   *
   * @param spacing each 500 ms by default, 50 ms to 1 hour. Too short: load on the registries; too
   *     long: a restarted registry stays empty for as long
   * @return this builder
   */
  public NodeBuilder reRegister(Duration spacing) {
    reRegister = spacing;
    return this;
  }

  /**
   * Sets after what silence of the master the node is in holdover.
   *
   * @param silence 2.5 s by default, 10 ms to 365 days; three times the usual spacing of
   *     corrections if that is longer. Too short: a late round looks like a lost master; too long:
   *     a lost master is noticed late
   * @return this builder
   */
  public NodeBuilder holdoverAfter(Duration silence) {
    holdoverAfter = silence;
    return this;
  }

  /**
   * Sets what is assumed of oscillators, and how fast clocks are moved; the same on all nodes. By
   * default what {@link #counterUnsteered} says.
   *
   * @param values rates in parts per million, each with its range
   * @return this builder
   */
  public NodeBuilder limits(ClockLimits values) {
    limits = Optional.of(values);
    return this;
  }

  /**
   * Says whether the counters of all hosts run as their hardware does, or whether an NTP daemon may
   * steer one; where {@link #limits} are set, those count. By default it follows from the counter
   * that this node has: CLOCK_MONOTONIC_RAW, on Linux from Java 22 on with native access, is
   * steered by nobody, {@link System#nanoTime} on Linux may be.
   *
   * @param promised true if no daemon steers a counter, so that bounds are narrow: wrong if one
   *     does so all the same. False to reckon with it: right everywhere, and bounds are wide
   * @return this builder
   */
  public NodeBuilder counterUnsteered(boolean promised) {
    counterUnsteered = Optional.of(promised);
    return this;
  }

  /**
   * Makes the node follow a master of the level above whenever it leads its group.
   *
   * @param above the registries of that level, one of them on this host
   * @param name the cluster up there, empty for the unnamed one
   * @param timeout how long a newcomer waits for the master above before it leads without: 10 s is
   *     usual, 0 to 1 day. Too short: the group begins with a time of its own and has to be slewed;
   *     too long: no cluster time while the parent is away
   * @return this builder
   * @throws IllegalArgumentException naming what is out of its range
   */
  public NodeBuilder upstream(List<RegistryAddress> above, String name, Duration timeout) {
    upstream = Optional.of(new UpstreamSettings(new ClusterAddress(above, name), timeout));
    return this;
  }

  /**
   * Makes the node follow a master of the unnamed cluster above whenever it leads its group; as a
   * newcomer it waits up to 10 s for it.
   *
   * @param above the registries of that level, one of them on this host, as in {@link #registry}
   * @return this builder
   * @throws IllegalArgumentException if one is no address
   */
  public NodeBuilder upstream(String... above) {
    return upstream(parse(above), "", UpstreamSettings.DEFAULT_TIMEOUT);
  }

  /**
   * Lets the node take part in electing a master and become one, by default only follow.
   *
   * @return this builder
   */
  public NodeBuilder electable() {
    election = Optional.of(usual -> {});
    return this;
  }

  /**
   * Lets the node take part in electing a master and become one.
   *
   * @param how sets the times and the quorum of the election, the same on all electable nodes
   * @return this builder
   */
  public NodeBuilder electable(Consumer<ElectionBuilder> how) {
    election = Optional.of(how);
    electionSet = true;
    return this;
  }

  /**
   * Sets how the node leads: when it is elected, or by {@link Node#lead}.
   *
   * @param how sets period, probes, agreement, listener
   * @return this builder
   */
  public NodeBuilder rounds(Consumer<RoundsBuilder> how) {
    how.accept(rounds);
    return this;
  }

  /**
   * Makes the node send its time to the master by its own timer, not wait to be asked: the push
   * variant of the textbooks, see {@link berkeley.api.wire.PushRemote}.
   *
   * @param period from one message to the next, at least 10 ms. Too short: load; too long: bounds
   *     grow
   * @return this builder
   */
  public NodeBuilder push(Duration period) {
    push = Optional.of(period);
    return this;
  }

  /**
   * Sets what the node is handed of its host: {@link Node#hostEnvironment} by default. For tests.
   *
   * @param handed must read the host's counter as that does, since messages are stamped by it
   * @return this builder
   */
  public NodeBuilder environment(Environment handed) {
    environment = handed;
    return this;
  }

  /**
   * Checks the settings without starting anything; {@link #start} does so too.
   *
   * @return this builder
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public NodeBuilder check() {
    settings();
    return this;
  }

  /**
   * Starts the node: exports it and enters it in the registries, as soon as they are there.
   *
   * @return the running node; close it to take it out of the cluster in good order
   * @throws IllegalArgumentException naming the setting that is out of its range, or if its
   *     certificate is another's
   * @throws IllegalStateException if this JVM's RMI sockets are protected in another way already,
   *     or no filter of what members answer can be added to it, see {@link #unfiltered}
   * @throws DuplicateNameException if a living node of that name is registered
   * @throws IOException if keys or the list of hosts cannot be read, or it cannot be exported;
   *     {@link java.rmi.server.ExportException} if its port is in use
   */
  public Node start() throws IOException, DuplicateNameException {
    NodeSettings settings = settings();
    requireFilter();
    return Node.start(settings, NodeIdentity.settled(settings, listen.settings(id)));
  }

  private void requireFilter() {
    CallFilters.install()
        .ifPresent(
            reason -> {
              if (!unfiltered) {
                throw new IllegalStateException(
                    "%s; or allow it with unfiltered()".formatted(reason));
              }
              LOG.warn("answers of members are not filtered node={}: {}", id, reason);
            });
  }

  NodeSettings settings() {
    ClockLimits assumed = limits.orElseGet(() -> CounterLimits.of(counterUnsteered));
    MasterSettings leads = rounds.build(assumed);
    return new NodeSettings(
        id,
        service
            .map(this::listed)
            .orElseGet(() -> new ClusterAddress(registries, cluster.orElse(""))),
        port,
        reRegister,
        holdoverAfter,
        assumed,
        ownRegistry || service.isPresent(),
        upstream,
        leads,
        rounds.listener(),
        rounds.pushListener(),
        election.map(how -> contest(how, leads)),
        push,
        environment);
  }

  private ClusterAddress listed(ElectingService by) {
    ClusterAddress there = by.clusterAddress();
    NodeSettings.require(
        cluster.isEmpty() || cluster.get().equals(there.cluster()),
        "cluster: the list of members is that of cluster '%s'",
        there.cluster());
    return new ClusterAddress(registries, there.cluster(), there.directory());
  }

  private ElectionMethod contest(Consumer<ElectionBuilder> how, MasterSettings leads) {
    if (service.isPresent()) {
      NodeSettings.require(
          !electionSet, "electable: the service says who leads; leave the election's settings out");
      return service.get().contest();
    }
    ElectionSettings.Builder settings = ElectionSettings.builder(leads.period());
    how.accept(new ElectionBuilder(settings));
    return new BuiltInElection(settings.build());
  }

  private static List<RegistryAddress> parse(String... addresses) {
    return List.of(addresses).stream().map(RegistryAddress::parse).toList();
  }
}
