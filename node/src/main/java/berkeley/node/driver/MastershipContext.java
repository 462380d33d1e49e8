package berkeley.node.driver;

import berkeley.api.environment.NodeEnvironment;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Round;
import berkeley.master.TimeOrderExecution;
import java.util.function.BooleanSupplier;

/**
 * What the rounds of one mastership have in common.
 *
 * @param name the master's name, under which it may be listed itself
 * @param term the number of the mastership
 * @param environment what its node is handed
 * @param clock its own clock
 * @param settings how it leads
 * @param rule how a round decides
 * @param order what an operator has ordered
 * @param authority returns whether the mastership still holds
 */
record MastershipContext(
    String name,
    long term,
    NodeEnvironment environment,
    MasterClock clock,
    MasterSettings settings,
    Round rule,
    TimeOrderExecution order,
    BooleanSupplier authority) {

  MastershipContext(
      String name,
      long term,
      NodeEnvironment environment,
      MasterClock clock,
      MasterSettings settings,
      BooleanSupplier authority) {
    this(
        name,
        term,
        environment,
        clock,
        settings,
        Round.of(settings, name),
        new TimeOrderExecution(term),
        authority);
  }
}
