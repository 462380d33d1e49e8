package berkeley.spring;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code berkeley.*}. All else that a node can be told goes through a {@link
 * NodeCustomizer}; ranges are those of {@link berkeley.slave.NodeBuilder}.
 *
 * @param enabled whether there is a node at all
 * @param id the node's name, unique in the cluster and the same after a restart: by default the
 *     application's name and the host's, so replicas on one host need one each
 * @param registries where the nodes find one another, HOST or HOST:PORT
 * @param cluster which of several clusters in these registries
 * @param port of the node, 0 for any free one
 * @param ownRegistry whether the node serves a registry on its own port
 * @param bind the address to listen on: by default the loopback address, others need tls
 * @param advertise the host name or address that others reach this node by
 * @param tls the folder of the node's keys
 * @param insecure whether it talks to other hosts without tls
 * @param electable whether the node may become master; if no replica may, there has to be another
 * @param period from one round to the next, where this node leads; the same on all nodes
 * @param startup what the start of the application waits for
 * @param readyBound the error bound below which the node is healthy. Too small: a healthy
 *     application is taken out of service by a slow network; too large: it answers with a time that
 *     is not good enough for it
 */
@ConfigurationProperties("berkeley")
public record BerkeleyProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable String id,
    @DefaultValue List<String> registries,
    @Nullable String cluster,
    @DefaultValue("0") int port,
    @DefaultValue("false") boolean ownRegistry,
    @Nullable InetAddress bind,
    @Nullable String advertise,
    @Nullable String tls,
    @DefaultValue("false") boolean insecure,
    @DefaultValue("true") boolean electable,
    @DefaultValue("1s") Duration period,
    @DefaultValue Startup startup,
    @DefaultValue("10ms") Duration readyBound) {

  /**
   * What the start of the application waits for.
   *
   * @param awaitClock whether it waits; otherwise the clock may throw {@link
   *     java.time.DateTimeException} at first
   * @param bound the error bound that it waits for. Too small for the network: the application does
   *     not start
   * @param timeout how long it waits at most, before it fails. Too short: a cluster that starts for
   *     the first time waits for all registries
   */
  public record Startup(
      @DefaultValue("true") boolean awaitClock,
      @DefaultValue("10ms") Duration bound,
      @DefaultValue("60s") Duration timeout) {}
}
