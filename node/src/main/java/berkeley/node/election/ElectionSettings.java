package berkeley.node.election;

import java.time.Duration;
import java.util.Optional;

/**
 * The times of an election. All nodes of a cluster must use the same values.
 *
 * <p>Three durations follow from the lease L, and safety depends on their order (see {@link
 * ElectionRules}): a master gives up 31/32 L after it sent what a quorum has acknowledged, a
 * candidate after 1/4 L, and a node that has just started abstains for at least 5/4 L. What is left
 * allows the ticks of two nodes to differ in rate by 2 %; real oscillators differ by 0.01 %.
 *
 * @param lease how long a heartbeat binds the node that accepts it; 20 ms to 1 h. Too short: a
 *     garbage collection ends a mastership. Too long: a dead master is detected late
 * @param heartbeat from one heartbeat of a master to its next; 1 ms to a quarter of the lease. Too
 *     short: needless calls. Too long: two lost ones end a mastership
 * @param timeoutSpread the random part of the wait for a silent master, which begins when the lease
 *     is over; 1 ms to 1 h. Too short: nodes stand at the same time and split the vote. Too long:
 *     the gap between two masters grows
 * @param memberExpiry how long a member may be silent before the master removes it from the list,
 *     and before a node that has just started goes on without its answer; 2 leases to 30 days. Too
 *     short: a slow node loses its vote, and a network split is taken for a death. Too long: dead
 *     nodes count in the majority, and a start among them takes long
 * @param quorum how many members must agree, themselves included; 0 (the default) for the majority
 *     of the last known members. A number below the majority lets both halves of a split network
 *     have a master; with a number above the cluster's size there is never one
 */
public record ElectionSettings(
    Duration lease, Duration heartbeat, Duration timeoutSpread, Duration memberExpiry, int quorum) {

  private static final Duration SHORTEST_LEASE = Duration.ofMillis(20);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);
  private static final Duration LONGEST_EXPIRY = Duration.ofDays(30);
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a setting is out of its range, naming it and the range
   */
  public ElectionSettings {
    requireWithin("lease", lease, SHORTEST_LEASE, LONGEST_LEASE);
    requireWithin("heartbeat", heartbeat, MILLISECOND, lease.dividedBy(4));
    requireWithin("timeoutSpread", timeoutSpread, MILLISECOND, LONGEST_LEASE);
    requireWithin("memberExpiry", memberExpiry, lease.multipliedBy(2), LONGEST_EXPIRY);
    if (quorum < 0) {
      throw new IllegalArgumentException(
          "quorum: %d is negative; give a number of members, or 0 for their majority"
              .formatted(quorum));
    }
  }

  /**
   * Returns the defaults for rounds of a given period.
   *
   * @param period from one round to the next
   * @see Builder
   */
  public static ElectionSettings forPeriod(Duration period) {
    return builder(period).build();
  }

  /**
   * Returns a builder that begins with the defaults for rounds of a given period.
   *
   * @param period from one round to the next
   */
  public static Builder builder(Duration period) {
    return new Builder(period);
  }

  /** Returns a builder that begins with these settings. */
  public Builder toBuilder() {
    return new Builder(lease)
        .lease(lease)
        .heartbeat(heartbeat)
        .timeoutSpread(timeoutSpread)
        .memberExpiry(memberExpiry)
        .quorum(quorum);
  }

  long leaseNanos() {
    return lease.toNanos();
  }

  long heartbeatNanos() {
    return heartbeat.toNanos();
  }

  long timeoutSpreadNanos() {
    return timeoutSpread.toNanos();
  }

  long memberExpiryNanos() {
    return memberExpiry.toNanos();
  }

  /**
   * Returns how long a master leads after it sent what a quorum has acknowledged, in nanoseconds:
   * also for how long its statements are good at most.
   */
  public long masterLeaseNanos() {
    return leaseNanos() / 32 * 31;
  }

  /** Returns how long a candidate waits for votes. */
  long candidacyNanos() {
    return leaseNanos() / 4;
  }

  /** Returns the time between two recovery queries to nodes that have not answered. */
  long recoveryQueryNanos() {
    return leaseNanos() / 2;
  }

  /** Returns how long a notice of leave counts, unless the list of members is changed before. */
  long farewellNanos() {
    return memberExpiryNanos() / 2;
  }

  /** Returns how long a node that has just started neither votes nor stands, at least. */
  long sitOutNanos() {
    return leaseNanos() / 4 * 5;
  }

  private static void requireWithin(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s: %s is not within %s to %s".formatted(name, value, least, most));
    }
  }

  /** Collects settings; units and ranges are those of {@link ElectionSettings}. */
  public static final class Builder {

    private static final Duration SHORTEST_DEFAULT_LEASE = Duration.ofMillis(500);
    private static final Duration SHORTEST_DEFAULT_EXPIRY = Duration.ofSeconds(10);

    private Duration lease;
    private Optional<Duration> heartbeat = Optional.empty();
    private Optional<Duration> timeoutSpread = Optional.empty();
    private Optional<Duration> memberExpiry = Optional.empty();
    private int quorum;

    private Builder(Duration period) {
      this.lease = longer(period.multipliedBy(5).dividedBy(2), SHORTEST_DEFAULT_LEASE);
    }

    /** Sets the lease (default: two and a half periods of rounds, at least 500 ms). */
    public Builder lease(Duration value) {
      lease = value;
      return this;
    }

    /** Sets the time from a heartbeat to the next (default: an eighth of the lease). */
    public Builder heartbeat(Duration value) {
      heartbeat = Optional.of(value);
      return this;
    }

    /** Sets the random part of the wait for a silent master (default: a tenth of the lease). */
    public Builder timeoutSpread(Duration value) {
      timeoutSpread = Optional.of(value);
      return this;
    }

    /** Sets when a silent member counts as dead (default: after four leases, at least 10 s). */
    public Builder memberExpiry(Duration value) {
      memberExpiry = Optional.of(value);
      return this;
    }

    /** Sets how many must agree (default: 0, the majority of the last known members). */
    public Builder quorum(int number) {
      quorum = number;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    public ElectionSettings build() {
      return new ElectionSettings(
          lease,
          heartbeat.orElseGet(() -> lease.dividedBy(8)),
          timeoutSpread.orElseGet(() -> lease.dividedBy(10)),
          memberExpiry.orElseGet(() -> longer(lease.multipliedBy(4), SHORTEST_DEFAULT_EXPIRY)),
          quorum);
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) >= 0 ? one : other;
    }
  }
}
