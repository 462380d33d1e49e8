package berkeley.slave;

import berkeley.api.wire.StaleTermException;
import berkeley.slave.round.MasterDriver;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** One node's time as the fixed master. Safe for use by several threads. */
public final class Mastership implements AutoCloseable {

  /** How a mastership ended. */
  public enum Ending {
    /** All rounds asked for are done. */
    DONE,
    /** A member obeys a newer term, see {@link Mastership#newerTerm}. */
    DEPOSED,
    /** Closed by its owner, or with its node. */
    CLOSED
  }

  private final MasterDriver driver;
  private final CompletableFuture<MasterDriver.Ending> end;

  Mastership(MasterDriver driver, CompletableFuture<MasterDriver.Ending> end) {
    this.driver = driver;
    this.end = end;
  }

  /** Returns the number of this mastership. */
  public long term() {
    return driver.term();
  }

  /**
   * Waits until it has ended.
   *
   * @return how it ended
   * @throws InterruptedException if interrupted while waiting
   */
  public Ending awaitEnd() throws InterruptedException {
    driver.awaitEnd();
    MasterDriver.Ending how = ended();
    if (how instanceof MasterDriver.Ending.Done) {
      return Ending.DONE;
    }
    if (how instanceof MasterDriver.Ending.Deposed) {
      return Ending.DEPOSED;
    }
    if (how instanceof MasterDriver.Ending.Closed) {
      return Ending.CLOSED;
    }
    throw new IllegalStateException("unknown ending " + how);
  }

  /** Returns the newer term that a member obeys; empty unless this mastership was deposed. */
  public OptionalLong newerTerm() {
    Optional<StaleTermException> refusal = ended().refusal();
    return refusal.isPresent() ? OptionalLong.of(refusal.get().obeyedTerm()) : OptionalLong.empty();
  }

  private MasterDriver.Ending ended() {
    return end.getNow(new MasterDriver.Ending.Closed());
  }

  /** Ends it; the round under way is cut short. */
  @Override
  public void close() {
    driver.close();
  }
}
