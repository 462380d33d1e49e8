package berkeley.bench.hosts;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Hosts on one machine: a network namespace each, linked to a bridge in a namespace of its own. So
 * the machine's network is not changed, and everything is removed with the namespaces. All share
 * one kernel and its monotonic counter.
 *
 * <p>Needs Linux, {@code ip}, and the right to make namespaces, such as root's. Names are unique to
 * this process; those of processes that are gone are removed at the next start. For one thread.
 */
final class NetworkNamespaces implements AutoCloseable {

  /** How hosts are addressed. */
  enum Family {
    IPV4("10.77.0.", 24),
    IPV6("fd77::", 64);

    private final String prefix;
    private final int length;

    Family(String prefix, int length) {
      this.prefix = prefix;
      this.length = length;
    }
  }

  private static final String MARK = "berkeley-";
  private static final String SWITCH = "switch";

  private final String prefix =
      "%s%d-%04x-"
          .formatted(
              MARK, ProcessHandle.current().pid(), ThreadLocalRandom.current().nextInt(0x10000));
  private final Family family;
  private final List<String> made = new ArrayList<>();
  private final Thread onExit = new Thread(this::remove, "namespaces");

  private NetworkNamespaces(Family family) {
    this.family = family;
  }

  /**
   * Makes hosts 1 to {@code hosts}, all connected.
   *
   * @throws berkeley.harness.console.CommandFailure if this machine or this user cannot have any,
   *     saying why
   */
  static NetworkNamespaces open(int hosts, Family family) throws IOException, InterruptedException {
    removeLeftovers();
    NetworkNamespaces all = new NetworkNamespaces(family);
    Runtime.getRuntime().addShutdownHook(all.onExit);
    try {
      all.make(hosts);
      return all;
    } catch (IOException | InterruptedException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void make(int hosts) throws IOException, InterruptedException {
    add(SWITCH);
    inside(SWITCH, "link add bridge type bridge");
    inside(SWITCH, "link set bridge up");
    for (int host = 1; host <= hosts; host++) {
      add(name(host));
      inside(name(host), "link set lo up");
      inside(
          SWITCH,
          "link add %s type veth peer name eth0 netns %s%s"
              .formatted(cable(host), prefix, name(host)));
      inside(SWITCH, "link set %s master bridge".formatted(cable(host)));
      inside(SWITCH, "link set %s up".formatted(cable(host)));
      // While an address is checked for duplicates nothing can listen on it.
      inside(
          name(host),
          "address add %s/%d dev eth0%s"
              .formatted(address(host), family.length, family == Family.IPV6 ? " nodad" : ""));
      inside(name(host), "link set eth0 up");
    }
    IpCommand.run(command(1, List.of("true")));
  }

  private void add(String name) throws IOException, InterruptedException {
    IpCommand.run("netns add " + prefix + name);
    made.add(prefix + name);
  }

  private void inside(String name, String what) throws IOException, InterruptedException {
    IpCommand.run("-n %s%s %s".formatted(prefix, name, what));
  }

  /** Returns a host's name. */
  static String name(int host) {
    return "h" + host;
  }

  /** Returns a host's address, as a command line takes it. */
  String address(int host) {
    return family.prefix + host;
  }

  /** Returns the lines that resolve the names of all hosts, and one name that stands for all. */
  List<String> hostsFile(int hosts, String nameOfAll) {
    return IntStream.rangeClosed(1, hosts)
        .mapToObj(host -> "%s %s %s".formatted(address(host), name(host), nameOfAll))
        .toList();
  }

  /** Returns a command line that runs on a host; its process id is that of the command. */
  List<String> command(int host, List<String> line) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", prefix + name(host)));
    all.addAll(line);
    return all;
  }

  /** Disconnects a host: its address stays, and nothing arrives or leaves. */
  void pull(int host) throws IOException, InterruptedException {
    inside(SWITCH, "link set %s down".formatted(cable(host)));
  }

  /** Connects a host again. */
  void plug(int host) throws IOException, InterruptedException {
    inside(SWITCH, "link set %s up".formatted(cable(host)));
  }

  private static String cable(int host) {
    return "cable" + host;
  }

  /** Removes all hosts; what runs there must have ended. */
  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      System.err.println("bench: the process ends, and its namespaces with it");
    }
  }

  private synchronized void remove() {
    Collections.reverse(made);
    for (String name : made) {
      try {
        IpCommand.run("netns delete " + name);
      } catch (IOException | CommandFailure e) {
        System.err.println("bench: a namespace stays: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    made.clear();
  }

  /** Removes the namespaces of processes that were killed. */
  private static void removeLeftovers() throws IOException, InterruptedException {
    for (String line : IpCommand.run("netns list").lines().toList()) {
      String name = line.split(" ", 2)[0];
      String[] parts = name.split("-", -1);
      if (name.startsWith(MARK) && parts.length == 4 && isGone(parts[1])) {
        IpCommand.run("netns delete " + name);
      }
    }
  }

  private static boolean isGone(String pid) {
    return pid.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }
}
