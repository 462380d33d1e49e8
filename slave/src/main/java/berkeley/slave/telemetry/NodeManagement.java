package berkeley.slave.telemetry;

import berkeley.api.wire.NodeStatus;
import berkeley.slave.monitoring.NodeMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's entry in the platform's MBean server. Safe for use by several threads. */
public final class NodeManagement implements NodeMXBean, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeManagement.class);

  private final Supplier<NodeStatus> status;
  private final ObjectName name;

  /**
   * Enters a node.
   *
   * @param id its name
   * @param cluster its cluster's, empty for the unnamed one
   * @param status asked with each attribute, by any thread
   * @throws IllegalStateException if there is one of that name in this JVM
   */
  public NodeManagement(String id, String cluster, Supplier<NodeStatus> status) {
    this.status = status;
    try {
      String where = cluster.isEmpty() ? "" : ",cluster=" + cluster;
      this.name = new ObjectName("berkeley:type=Node,name=" + id + where);
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, name);
    } catch (JMException e) {
      throw new IllegalStateException("the MBean of node '%s' cannot be had".formatted(id), e);
    }
  }

  /** {@return the name under which it is entered} */
  public ObjectName name() {
    return name;
  }

  @Override
  public void close() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("somebody else took it out name={}", name, e);
    } catch (JMException e) {
      LOG.warn("the MBean stays name={}", name, e);
    }
  }

  @Override
  public String getId() {
    return status.get().id();
  }

  @Override
  public String getState() {
    return status.get().state().name();
  }

  @Override
  public String getRole() {
    return status.get().role().name();
  }

  @Override
  public long getTerm() {
    return status.get().term();
  }

  @Override
  public String getMaster() {
    return status.get().master();
  }

  @Override
  public long getTimeNanos() {
    return status.get().reading().timeNanos();
  }

  @Override
  public long getErrorBoundNanos() {
    return status.get().errorBoundNanos();
  }

  @Override
  public long getOffsetNanos() {
    return status.get().offsetNanos();
  }

  @Override
  public double getFrequencyPpm() {
    return status.get().frequencyPpm();
  }

  @Override
  public double getSlewPpm() {
    return status.get().slewPpm();
  }

  @Override
  public long getAdjustments() {
    return status.get().adjustments();
  }

  @Override
  public long getRefusals() {
    return status.get().refusals();
  }

  @Override
  public long getLastAdjustedAgeNanos() {
    NodeStatus now = status.get();
    return now.adjustments() == 0 ? -1 : now.reading().ticksNanos() - now.lastAdjustedTicksNanos();
  }
}
