package berkeley.slave;

import berkeley.api.RoundReport;
import berkeley.master.MasterSettings;
import berkeley.slave.election.ElectionSettings;
import java.util.function.Consumer;

/**
 * How an electable node is elected, and how it leads then.
 *
 * @param election the same on all nodes of a cluster
 * @param leads how it leads
 * @param onRound told of each round that it leads, on the master's thread
 */
public record Candidacy(
    ElectionSettings election, MasterSettings leads, Consumer<RoundReport> onRound) {

  /** Default patience for the period of the rounds. */
  public static Candidacy with(MasterSettings leads) {
    return new Candidacy(ElectionSettings.forPeriod(leads.period()), leads, report -> {});
  }
}
