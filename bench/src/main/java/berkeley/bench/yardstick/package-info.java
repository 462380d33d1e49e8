/**
 * This checkout beside the build of an earlier commit, in one run: accuracy, failover, scale, and
 * what both cost. The two builds are reached through their commands alone.
 */
package berkeley.bench.yardstick;
