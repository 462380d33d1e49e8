/**
 * Chaos: a cluster of JVMs under a random schedule of faults, watched by the oracle.
 *
 * <p>What is to happen ({@link berkeley.harness.chaos.ChaosSchedule}) is decided before anything
 * runs and follows from the seed alone; whom it hits may depend on who leads just then.
 */
package berkeley.harness.chaos;
