package berkeley.bench.hosts;

import berkeley.api.RegistryAddress;
import berkeley.bench.process.TlsSockets;
import berkeley.harness.process.ParentWatch;
import berkeley.harness.status.StatusClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the nodes of one host some times a second, on that host, so that it does not depend on the
 * network, and prints each {@link StatusSample} as a line. Under TLS, with an operator's keys. A
 * process of its own.
 */
final class HostObserver {
  private static final long PAUSE_MILLIS = 50;
  private static final Duration CALL_LIMIT = Duration.ofSeconds(1);

  private HostObserver() {}

  /**
   * Reads the nodes until standard input ends.
   *
   * @param args the folder of keys, the host and the port of its registry, the names of its nodes
   */
  public static void main(String[] args) throws Exception {
    ParentWatch.begin(() -> System.exit(1));
    TlsSockets.install(Path.of(args[0]));
    StatusClient client =
        StatusClient.at(new RegistryAddress(args[1], Integer.parseInt(args[2])), CALL_LIMIT);
    System.out.println("READY port=" + args[2]);
    List<String> ids = List.of(args).subList(3, args.length);
    while (true) {
      for (String id : ids) {
        // Of a node that does not answer nothing is printed, and the reader notices that.
        client.read(List.of(id)).statuses().stream()
            .map(status -> StatusSample.of(status).line())
            .forEach(System.out::println);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }
}
