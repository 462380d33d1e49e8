package berkeley.simulator.environment;

import berkeley.api.environment.EventLoop;
import berkeley.api.environment.MemberRegistry;
import berkeley.api.environment.Network;
import berkeley.api.environment.NodeEnvironment;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What one life of a node is handed in virtual time.
 *
 * @param process where it runs; its loop
 * @param wallClock its host's wall clock, in nanoseconds since the Unix epoch
 * @param network the way to the others
 * @param members the list of members
 * @param random seeded
 */
public record SimulatedEnvironment(
    SimulatedProcess process,
    LongSupplier wallClock,
    Network network,
    MemberRegistry members,
    RandomGenerator random)
    implements NodeEnvironment {

  /**
   * Creates an environment over a carrier.
   *
   * @param observer looks on at all requests that this node makes
   */
  public static SimulatedEnvironment of(
      SimulatedProcess process,
      LongSupplier wallClock,
      MessageCarrier carrier,
      MessageObserver observer,
      MemberRegistry members,
      RandomGenerator random) {
    return new SimulatedEnvironment(
        process, wallClock, new SimulatedNetworkPort(process, carrier, observer), members, random);
  }

  @Override
  public long ticks() {
    return process.ticks();
  }

  @Override
  public long wallNanos() {
    return wallClock.getAsLong();
  }

  @Override
  public EventLoop loop() {
    return process;
  }
}
