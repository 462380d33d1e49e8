/**
 * Deliberate defects, each a patch of the source that is applied in memory: the production code has
 * no switch for any of them. They are put through chaos to see that the checks of the promises
 * notice.
 */
package berkeley.simulator.mutants;
