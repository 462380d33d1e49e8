/** Hostile input to the ports of real processes, and whether they bear it. */
package berkeley.bench.hostile;
