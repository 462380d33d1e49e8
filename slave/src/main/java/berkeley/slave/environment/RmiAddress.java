package berkeley.slave.environment;

import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.ElectionRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.PushRemote;

/**
 * A remote clock, as looked up in a registry.
 *
 * @param clock its stub
 */
public record RmiAddress(ClockRemote clock) implements PeerAddress {

  @Override
  public boolean describesItself() {
    return clock instanceof NodeRemote;
  }

  @Override
  public boolean isElectable() {
    return clock instanceof ElectionRemote;
  }

  @Override
  public boolean takesPushes() {
    return clock instanceof PushRemote;
  }

  static ClockRemote clockOf(PeerAddress address) {
    return ((RmiAddress) address).clock;
  }
}
