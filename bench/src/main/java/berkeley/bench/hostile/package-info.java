/** Hostile input to the ports of real processes, and whether they withstand it. */
package berkeley.bench.hostile;
