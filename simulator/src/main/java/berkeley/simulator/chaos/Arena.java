package berkeley.simulator.chaos;

import berkeley.master.MasterSettings;
import berkeley.simulator.world.Dice;
import berkeley.simulator.world.VirtualTime;
import berkeley.slave.election.ElectionSettings;
import java.util.List;
import java.util.stream.IntStream;

/** All that one seed's run consists of. Not safe for use by several threads. */
final class Arena {

  final ChaosSettings settings;
  final MasterSettings leads;
  final ElectionSettings election;
  final VirtualTime time = new VirtualTime();
  final Dice dice;
  final Net net;
  final Registry registry = new Registry();
  final List<Host> hosts;
  final Tally tally = new Tally();
  final Transcript transcript;
  final Oracle oracle;
  private long lives;

  Arena(ChaosSettings settings, long seed) {
    this.settings = settings;
    this.leads = settings.leads();
    this.election = settings.election();
    this.dice = new Dice(seed);
    this.net = new Net(time, dice.other(), settings.nodes());
    this.hosts =
        IntStream.range(0, settings.nodes())
            .mapToObj(number -> new Host(number, time, dice.other()))
            .toList();
    this.transcript = new Transcript(time);
    this.oracle = new Oracle(this);
  }

  /** Starts a new life on a host. */
  void start(Host host) {
    host.life = new Life(this, host, ++lives);
    host.life.clockFaulty = host.drift.isBeyondDeclared();
    transcript.note("%s starts", host.life.id);
    host.life.begin();
  }
}
