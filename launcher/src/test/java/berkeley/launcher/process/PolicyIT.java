package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.Outcome;
import berkeley.launcher.Berkeley;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RemoteObjectInvocationHandler;
import java.rmi.server.RemoteRef;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Foreign objects are refused before any of their code runs. The attacked processes have the
 * foreign class on their class path, or there would be nothing to refuse.
 */
final class PolicyIT {

  private static final String NO_POLICY = "-Djdk.serialFilter=*";

  @RegisterExtension final Rig rig = new Rig();

  @TempDir private Path folder;
  private Path mark;

  @BeforeEach
  void aRegistry() throws Exception {
    mark = folder.resolve("mark");
    rig.startRegistry();
  }

  @Test
  void anIntruderInAMembersExceptionDoesNotRunInTheMaster() throws Exception {
    Malicious malicious = new Malicious(mark);
    bind("malicious", malicious);
    RunningCommand master = startWithIntruder("master", "--json");

    Rig.soon().until(() -> Rig.newestOutcomes(master).get("malicious") == Outcome.UNREACHABLE);
    Rig.soon().until(() -> master.rounds().size() >= 2);
    assertFalse(Files.exists(mark), "readObject ran in the master");

    UnicastRemoteObject.unexportObject(malicious, true);
  }

  /** {@code AnswersAreFilteredTest} shows that the attack works where nothing filters. */
  @Test
  void norWhereTheListOfThePolicyIsSwitchedOff() throws Exception {
    Malicious malicious = new Malicious(mark);
    bind("malicious", malicious);
    RunningCommand master = startWithIntruder("master", "--json", NO_POLICY);

    Rig.soon().until(() -> Rig.newestOutcomes(master).get("malicious") == Outcome.UNREACHABLE);
    Rig.soon().until(() -> master.rounds().size() >= 2);
    assertFalse(Files.exists(mark), "readObject ran in the master");
    assertTrue(
        master.err().stream().anyMatch(line -> line.contains("replaces the list of the policy")),
        master::lastWords);

    UnicastRemoteObject.unexportObject(malicious, true);
  }

  @Test
  void anIntruderSentToASlaveDoesNotRunThere() throws Exception {
    startWithIntruder("slave").ready();
    ClockRemote slave = (ClockRemote) registry().lookup("attacked");

    assertThrows(RemoteException.class, () -> send(new Intruder(mark), slave));

    assertFalse(Files.exists(mark), "readObject ran in the slave");
    assertTrue(slave.getTime() > 0, "the slave lives");
  }

  @Test
  void anIntruderIsNotBoundInTheRegistry() throws Exception {
    assertThrows(RemoteException.class, () -> registry().bind("x", new BoundIntruder()));
  }

  private Registry registry() throws RemoteException {
    return LocateRegistry.getRegistry("127.0.0.1", rig.registry().port());
  }

  private void bind(String name, ClockRemote clock) throws Exception {
    registry().bind(name, UnicastRemoteObject.exportObject(clock, 0));
  }

  /** Starts a node named "attacked" in a JVM that knows the foreign class. */
  private RunningCommand startWithIntruder(String command, String... more) throws IOException {
    Path jar = Rig.HOME.resolve("launcher/target/berkeley-launcher.jar");
    Path tests = Rig.HOME.resolve("launcher/target/test-classes");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("@" + Rig.HOME.resolve("policy/node.jvm"));
    line.add("-Djava.security.properties=" + Rig.HOME.resolve("policy/berkeley.security"));
    Arrays.stream(more).filter(option -> option.startsWith("-D")).forEach(line::add);
    line.add("-cp");
    line.add(jar + System.getProperty("path.separator") + tests);
    line.add(Berkeley.class.getName());
    line.add(command);
    line.add("--id=attacked");
    line.add("--registry=" + rig.registry());
    Arrays.stream(more).filter(option -> !option.startsWith("-D")).forEach(line::add);
    return rig.start(new ProcessBuilder(line));
  }

  /** Calls {@code adjust} with an argument that the compiler would not let pass. */
  private static void send(Object argument, ClockRemote stub) throws Exception {
    RemoteRef ref = ((RemoteObjectInvocationHandler) Proxy.getInvocationHandler(stub)).getRef();
    ref.invoke(
        stub,
        ClockRemote.class.getMethod("adjust", Adjustment.class),
        new Object[] {argument},
        MethodHash.of("adjust(" + Adjustment.class.descriptorString() + ")V"));
  }

  /** Answers every probe with an intruder. */
  private static final class Malicious implements ClockRemote {

    private final Path mark;

    Malicious(Path mark) {
      this.mark = mark;
    }

    @Override
    public long getTime() {
      throw new Intruder(mark);
    }

    @Override
    public void adjust(Adjustment delta) {
      throw new Intruder(mark);
    }
  }

  /** Serialised as it is, since it was never exported. */
  private static final class BoundIntruder implements Remote, Serializable {
    private static final long serialVersionUID = 1L;
  }
}
