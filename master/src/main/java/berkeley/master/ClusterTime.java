package berkeley.master;

import berkeley.api.wire.Statement;

/**
 * Cluster time as a master knows it at one instant.
 *
 * @param nanos its estimate, in nanoseconds since the Unix epoch
 * @param doubtNanos how far the truth may be from that, in nanoseconds, 0 or more
 * @param statement what it can say of what follows
 */
public record ClusterTime(long nanos, long doubtNanos, Statement statement) {}
