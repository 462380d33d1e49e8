package berkeley.node;

/**
 * Cluster time, as others know it at one instant.
 *
 * @param epoch its epoch, not 0
 * @param earliestNanos it is not before this
 * @param latestNanos it is not after this
 * @param atTicks that instant, by the host's ticks
 */
public record KnownTime(long epoch, long earliestNanos, long latestNanos, long atTicks) {}
