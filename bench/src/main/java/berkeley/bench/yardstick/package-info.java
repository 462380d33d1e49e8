/**
 * This checkout beside the build of an earlier commit, in one run: accuracy, failover, scale, and
 * what both cost. The two builds are reached through their commands alone.
 */
@NullMarked
package berkeley.bench.yardstick;

import org.jspecify.annotations.NullMarked;
