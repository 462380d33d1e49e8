package berkeley.slave;

import berkeley.node.driver.MastershipEnding;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

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

  private final long term;
  private final CompletableFuture<MastershipEnding> end;
  private final Runnable closing;

  Mastership(long term, CompletableFuture<MastershipEnding> end, Runnable closing) {
    this.term = term;
    this.end = end;
    this.closing = closing;
  }

  /** {@return the number of this mastership} */
  public long term() {
    return term;
  }

  /**
   * Waits until it has ended.
   *
   * @return how it ended
   * @throws InterruptedException if interrupted while waiting
   */
  public Ending awaitEnd() throws InterruptedException {
    MastershipEnding how = ended();
    if (how instanceof MastershipEnding.Done) {
      return Ending.DONE;
    }
    if (how instanceof MastershipEnding.Deposed) {
      return Ending.DEPOSED;
    }
    if (how instanceof MastershipEnding.Closed) {
      return Ending.CLOSED;
    }
    throw new IllegalStateException("unknown ending " + how);
  }

  private MastershipEnding ended() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** {@return the newer term that a member obeys; empty unless this mastership was deposed} */
  public OptionalLong newerTerm() {
    return end.getNow(new MastershipEnding.Closed()) instanceof MastershipEnding.Deposed deposed
        ? OptionalLong.of(deposed.refusal().obeyedTerm())
        : OptionalLong.empty();
  }

  /** Ends it; the round under way is cut short. */
  @Override
  public void close() {
    closing.run();
  }
}
