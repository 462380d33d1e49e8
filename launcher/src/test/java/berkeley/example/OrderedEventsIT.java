package berkeley.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.slave.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example application, run as its users would run it: two JVMs, a master elsewhere. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OrderedEventsIT {

  private final List<Process> processes = new ArrayList<>();
  private Registry registry;
  private Node master;
  private String address;

  @BeforeEach
  void startMaster() throws Exception {
    AtomicInteger port = new AtomicInteger();
    registry =
        LocateRegistry.createRegistry(
            0,
            null,
            wanted -> {
              ServerSocket socket = new ServerSocket(wanted, 0, InetAddress.getLoopbackAddress());
              port.set(socket.getLocalPort());
              return socket;
            });
    address = "127.0.0.1:" + port.get();
    master =
        Node.builder("master")
            .registry(address)
            .rounds(rounds -> rounds.period(Duration.ofMillis(200)))
            .start();
    master.lead();
  }

  @AfterEach
  void stopAll() throws Exception {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      process.waitFor();
    }
    master.close();
    UnicastRemoteObject.unexportObject(registry, true);
  }

  @Test
  void causallyOrderedEventsOfTwoProcessesHaveRisingStamps() throws Exception {
    Process first = start("orders", "listen");
    BufferedReader firstOut = out(first);
    String port = firstOut.readLine().replace("LISTENING ", "");
    Process second = start("billing", port);

    List<Long> firstStamps = stamps(firstOut);
    List<Long> secondStamps = stamps(out(second));

    assertEquals(0, first.waitFor(), "exit of the first");
    assertEquals(0, second.waitFor(), "exit of the second");
    assertEquals(50, firstStamps.size());
    assertEquals(50, secondStamps.size());
    for (int i = 0; i < 50; i++) {
      assertTrue(secondStamps.get(i) < firstStamps.get(i), "cause and effect, pass " + i);
      assertTrue(i == 49 || firstStamps.get(i) < secondStamps.get(i + 1), "and back, pass " + i);
    }
  }

  private Process start(String name, String peer) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OrderedEvents.class.getName(),
                name,
                address,
                peer)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return process;
  }

  private static BufferedReader out(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  private static List<Long> stamps(BufferedReader out) {
    return out.lines().map(line -> Long.valueOf(line.substring(line.indexOf(' ') + 1))).toList();
  }
}
