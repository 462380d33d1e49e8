package berkeley.slave;

import berkeley.api.wire.RoundReport;
import berkeley.master.MasterSettings;
import berkeley.node.election.ElectionSettings;
import berkeley.slave.election.BuiltInElection;
import berkeley.slave.election.ElectionMethod;
import java.util.function.Consumer;

/**
 * How an electable node comes to lead, and how it leads then.
 *
 * @param contest how the master is chosen, the same on all nodes of a cluster
 * @param leads how it leads
 * @param onRound told of each round that it leads, on the master's thread
 */
public record Candidacy(
    ElectionMethod contest, MasterSettings leads, Consumer<RoundReport> onRound) {

  /** In the nodes' own election. */
  public Candidacy(ElectionSettings election, MasterSettings leads, Consumer<RoundReport> onRound) {
    this(new BuiltInElection(election), leads, onRound);
  }

  /** Default patience for the period of the rounds. */
  public static Candidacy with(MasterSettings leads) {
    return new Candidacy(ElectionSettings.forPeriod(leads.period()), leads, report -> {});
  }

  /** The same, with the master chosen in another way. */
  public Candidacy by(ElectionMethod other) {
    return new Candidacy(other, leads, onRound);
  }
}
