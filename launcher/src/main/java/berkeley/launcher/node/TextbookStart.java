package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.api.environment.Environment;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.CommandLifetime;
import berkeley.harness.process.ReadyLine;
import berkeley.harness.textbook.TextbookProcess;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.ListenSettings;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts a textbook's node in this process, and prints READY once it is registered. */
final class TextbookStart {

  private static final Duration REGISTRATION_WAIT = Duration.ofMinutes(1);

  private TextbookStart() {}

  static TextbookProcess start(
      String id, ClusterAddress where, int port, ListenSettings listen, Environment host)
      throws InterruptedException {
    TextbookProcess process;
    try {
      process = new TextbookProcess(id, where, port, listen, host);
    } catch (RemoteException e) {
      throw CommandFailure.missing(
          "port %d cannot be used (%s); give another --port, or none for a free one"
              .formatted(port, LogText.of(e)),
          e);
    }
    Optional<RegistryEndpoint> taken = process.livingNamesake();
    if (taken.isPresent()) {
      process.close();
      throw CommandFailure.missing(
          "id: a living node '%s' is registered at %s already; choose another name"
              .formatted(id, taken.get()));
    }
    CommandLifetime.begin(process::close);
    process.register();
    boolean registered = false;
    while (!registered) { // the node itself says what it waits for
      registered = process.awaitRegistered(REGISTRATION_WAIT);
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("id", id);
    values.put(
        "registry",
        where.registries().stream()
            .map(RegistryAddress::toString)
            .collect(Collectors.joining(",")));
    values.put("port", Integer.toString(process.port()));
    System.out.println(ReadyLine.ofThisProcess(values));
    return process;
  }
}
