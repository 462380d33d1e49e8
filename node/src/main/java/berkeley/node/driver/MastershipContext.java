package berkeley.node.driver;

import berkeley.api.environment.NodeEnvironment;
import berkeley.master.Electorate;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Round;
import berkeley.master.TimeOrderExecution;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the rounds of one mastership have in common.
 *
 * @param name the master's name, under which it may be listed itself
 * @param incarnation which life of it
 * @param term the number of the mastership
 * @param environment what its node is handed
 * @param clock cluster time as it knows it
 * @param settings how it leads
 * @param rule how a round decides
 * @param order what an operator has ordered
 * @param authority returns whether the mastership still holds
 * @param electorate returns who counts where a majority is asked for
 */
record MastershipContext(
    String name,
    long incarnation,
    long term,
    NodeEnvironment environment,
    MasterClock clock,
    MasterSettings settings,
    Round rule,
    TimeOrderExecution order,
    BooleanSupplier authority,
    Supplier<Electorate> electorate) {}
