package berkeley.slave.push;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.PushRemote;
import berkeley.api.wire.Role;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberLookup;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a slave's time to whoever leads, and hands on the correction that comes back.
 *
 * <p>The reading was taken before the message left and compared when it arrived, so the correction
 * is off by the outward way: the round trip is added to its bound. Not safe for use by several
 * threads.
 */
public final class PushClient {

  private static final Logger LOG = LoggerFactory.getLogger(PushClient.class);
  private static final long LIMIT_NANOS = 1_000_000_000L;

  /**
   * Messages that open the way to a new master: the first ones wait for connections and classes.
   */
  private static final int WARM_UP = 20;

  private final String id;
  private final MemberLookup lookup;
  private final LongSupplier nodeTime;
  private final BooleanSupplier newcomer;
  private final Consumer<Adjustment> corrections;
  private Optional<Master> master = Optional.empty();
  private boolean complained;

  private record Master(String id, PushRemote remote) {}

  /**
   * A client that has not looked for a master yet.
   *
   * @param id the slave's name
   * @param rendezvous where masters are listed
   * @param nodeTime the slave's clock
   * @param newcomer whether that has not been synchronised yet
   * @param corrections takes what comes back
   */
  public PushClient(
      String id,
      ClusterAddress rendezvous,
      LongSupplier nodeTime,
      BooleanSupplier newcomer,
      Consumer<Adjustment> corrections) {
    this.id = id;
    this.lookup = MemberLookup.of(rendezvous, id);
    this.nodeTime = nodeTime;
    this.newcomer = newcomer;
    this.corrections = corrections;
  }

  /** Sends the time once. Never fails: without a master there is the next time. */
  public void push() {
    try {
      if (master.isEmpty()) {
        master = findMaster();
        warmUp();
      }
      if (master.isPresent()) {
        corrections.accept(pushTo(master.get()));
        complained = false;
      }
    } catch (RemoteException | RuntimeException e) {
      master = Optional.empty();
      if (!complained) {
        complained = true;
        LOG.warn("no correction for the time sent node={} cause={}", id, LogText.of(e));
      }
    }
  }

  private void warmUp() throws RemoteException {
    for (int i = 0; master.isPresent() && i < WARM_UP; i++) {
      pushTo(master.get());
    }
  }

  private Adjustment pushTo(Master to) throws RemoteException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    long reading = nodeTime.getAsLong();
    Adjustment answer =
        RemoteCall.get(deadline, to.id, () -> to.remote.push(id, reading, newcomer.getAsBoolean()));
    long roundTrip = Math.max(0, nodeTime.getAsLong() - reading);
    return new Adjustment(
        answer.deltaNanos(),
        answer.errorBoundNanos() + roundTrip,
        reading,
        answer.term(),
        answer.round(),
        roundTrip,
        answer.master(),
        answer.clusterSlewPpm());
  }

  private Optional<Master> findMaster() {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    return RemoteCall.get(deadline, RemoteCall.ANYONE, () -> lookup.read(Set.of()))
        .clocks()
        .entrySet()
        .stream()
        .filter(entry -> leads(entry.getKey(), entry.getValue(), deadline))
        .flatMap(entry -> asMaster(entry.getKey(), entry.getValue()).stream())
        .findFirst();
  }

  private static Optional<Master> asMaster(String name, ClockRemote clock) {
    return clock instanceof PushRemote remote
        ? Optional.of(new Master(name, remote))
        : Optional.empty();
  }

  private boolean leads(String name, ClockRemote clock, long deadline) {
    try {
      return clock instanceof NodeRemote node
          && RemoteCall.get(deadline, name, node::status).role() == Role.MASTER;
    } catch (RemoteException e) {
      LOG.debug("a node did not tell its role node={}", id, e);
      return false;
    }
  }
}
