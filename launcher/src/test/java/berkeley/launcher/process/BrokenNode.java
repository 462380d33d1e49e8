package berkeley.launcher.process;

import berkeley.api.Adjustment;
import berkeley.api.ClockRemote;
import berkeley.api.ElectionRemote;
import berkeley.api.Handover;
import berkeley.api.Heartbeat;
import berkeley.api.HeartbeatReply;
import berkeley.api.Leave;
import berkeley.api.NodeRemote;
import berkeley.api.NodeState;
import berkeley.api.NodeStatus;
import berkeley.api.Reading;
import berkeley.api.RoundReport;
import berkeley.api.VoteReply;
import berkeley.api.VoteRequest;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.List;
import java.util.Optional;

/**
 * A node as a textbook's first sketch has it: it adds every difference that it is told to its time,
 * whoever sends it. Its election is that of a proper node, in front of whose object it puts itself.
 */
final class BrokenNode {

  private static final long LOOK_MILLIS = 20;

  private BrokenNode() {}

  public static void main(String[] args) throws Exception {
    Optional<String> id = option("--id=", args);
    if (id.isPresent()) {
      Thread thread =
          new Thread(() -> standInFront(id.get(), option("--registry=", args).orElseThrow()));
      thread.setDaemon(true);
      thread.start();
    }
    Method main = Class.forName("berkeley.launcher.Berkeley").getMethod("main", String[].class);
    main.invoke(null, (Object) args);
  }

  private static Optional<String> option(String name, String[] args) {
    return List.of(args).stream()
        .filter(a -> a.startsWith(name))
        .map(a -> a.substring(name.length()))
        .findFirst();
  }

  /** Takes the proper node's place in the registry whenever it has entered itself. */
  private static void standInFront(String id, String registry) {
    Stepper stepper = new Stepper();
    try {
      Registry names =
          LocateRegistry.getRegistry(
              Integer.parseInt(registry.substring(registry.indexOf(':') + 1)));
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        try {
          Remote bound = names.lookup(id);
          if (!bound.equals(stepper.stub) && isInThisProcess(bound)) {
            stepper.proper = bound;
            names.rebind(id, stepper.stub());
          }
        } catch (java.rmi.NotBoundException | RemoteException e) {
          System.err.println("not yet: " + e.getMessage());
        }
      }
    } catch (RemoteException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isInThisProcess(Remote bound) throws RemoteException {
    return bound instanceof NodeRemote node && node.status().pid() == ProcessHandle.current().pid();
  }

  private static final class Stepper implements ClockRemote, NodeRemote, ElectionRemote {

    /** Its oscillator runs fast by so little that only its steps are beyond what is allowed. */
    private static final double DRIFT = 400e-6;

    private final long startTicks = System.nanoTime();
    private volatile long offset = System.currentTimeMillis() * 1_000_000 - startTicks;
    private volatile boolean corrected;
    private volatile Remote proper;
    private Remote stub;

    synchronized Remote stub() throws RemoteException {
      if (stub == null) {
        // On all addresses, the one in its stub among them: no proxy stands for this port.
        stub = UnicastRemoteObject.exportObject(this, 0, null, ServerSocket::new);
      }
      return stub;
    }

    @Override
    public long getTime() {
      return timeAt(System.nanoTime());
    }

    private long timeAt(long ticks) {
      return ticks + offset + Math.round((ticks - startTicks) * DRIFT);
    }

    @Override
    public synchronized void adjust(Adjustment delta) {
      offset += delta.deltaNanos();
      corrected = true;
    }

    @Override
    public NodeStatus status() throws RemoteException {
      NodeStatus own = ((NodeRemote) proper).status();
      long ticks = System.nanoTime();
      return new NodeStatus(
          own.id(),
          own.incarnation(),
          own.pid(),
          own.role(),
          corrected ? NodeState.SYNCHRONISED : own.state(),
          own.term(),
          own.master(),
          new Reading(ticks, timeAt(ticks)),
          Long.MAX_VALUE / 4,
          0,
          0,
          0,
          own.adjustments(),
          own.refusals(),
          ticks);
    }

    @Override
    public List<RoundReport> rounds(long afterTerm, long afterRound) throws RemoteException {
      return ((NodeRemote) proper).rounds(afterTerm, afterRound);
    }

    @Override
    public VoteReply vote(VoteRequest request) throws RemoteException {
      return ((ElectionRemote) proper).vote(request);
    }

    @Override
    public HeartbeatReply heartbeat(Heartbeat heartbeat) throws RemoteException {
      return ((ElectionRemote) proper).heartbeat(heartbeat);
    }

    @Override
    public void handover(Handover handover) throws RemoteException {
      ((ElectionRemote) proper).handover(handover);
    }

    @Override
    public void leave(Leave leave) throws RemoteException {
      ((ElectionRemote) proper).leave(leave);
    }

    @Override
    public boolean stepDown() throws RemoteException {
      return ((ElectionRemote) proper).stepDown();
    }
  }
}
