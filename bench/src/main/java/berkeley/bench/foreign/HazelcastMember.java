package berkeley.bench.foreign;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.concurrent.TimeUnit;

/**
 * A member of a Hazelcast cluster and its cluster time, which is that of the oldest member: told to
 * the others with its heartbeats, here once a period.
 */
final class HazelcastMember implements ForeignClock {
  private final HazelcastInstance instance;
  private final Cluster cluster;

  private HazelcastMember(HazelcastInstance instance) {
    this.instance = instance;
    this.cluster = instance.getCluster();
  }

  /** Starts a member, which has joined the others then. */
  static HazelcastMember start(KeyValueArguments arguments) {
    System.setProperty(HazelcastClock.OFFSET, arguments.text("offset"));
    System.setProperty(HazelcastClock.DRIFT, arguments.text("drift"));
    System.setProperty("com.hazelcast.clock.impl", HazelcastClock.class.getName());
    Config config = new Config(arguments.text("name")).setClusterName(arguments.text("cluster"));
    config
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty(
            "hazelcast.heartbeat.interval.seconds",
            Long.toString(TimeUnit.NANOSECONDS.toSeconds(arguments.number("period"))));
    NetworkConfig network = config.getNetworkConfig();
    network
        .setPort(arguments.port("listen"))
        .setPortAutoIncrement(false)
        .setPublicAddress(arguments.text("public"));
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(arguments.texts("members"));
    return new HazelcastMember(Hazelcast.newHazelcastInstance(config));
  }

  @Override
  public long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(cluster.getClusterTime());
  }

  @Override
  public boolean isInMillis() {
    return true;
  }

  @Override
  public void step(long nanos) {
    HazelcastClock.oscillator().step(nanos);
  }

  @Override
  public void close() {
    instance.getLifecycleService().terminate();
  }
}
