package berkeley.zookeeper;

import berkeley.transport.log.LogText;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceType;
import org.apache.curator.x.discovery.details.InstanceSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The format of an entry: the JSON of Curator's own service discovery, so that other tools can read
 * it. Reading takes three values out of it, a name, a host and a port, and instantiates no class
 * that the text names; Curator's own reader would instantiate the payload's class.
 *
 * <p>An entry that cannot be read is returned as disabled, since one invalid entry must not hide
 * the others. Safe for use by several threads.
 */
final class EntryFormat implements InstanceSerializer<Void> {

  private static final Logger LOG = LoggerFactory.getLogger(EntryFormat.class);
  private static final int MOST_BYTES = 4_096;

  @Override
  public byte[] serialize(ServiceInstance<Void> entry) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", entry.getName());
    values.put("id", entry.getId());
    values.put("address", entry.getAddress());
    values.put("port", entry.getPort());
    values.put("sslPort", null);
    values.put("payload", null);
    values.put("registrationTimeUTC", entry.getRegistrationTimeUTC());
    values.put("serviceType", entry.getServiceType().name());
    values.put("uriSpec", null);
    return JSON.std
        .with(JSON.Feature.WRITE_NULL_PROPERTIES)
        .asString(values)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public ServiceInstance<Void> deserialize(byte[] bytes) {
    try {
      if (bytes.length > MOST_BYTES) {
        throw new IOException("%d bytes, more than %d".formatted(bytes.length, MOST_BYTES));
      }
      Map<String, Object> values = JSON.std.mapFrom(new String(bytes, StandardCharsets.UTF_8));
      if (values.get("id") instanceof String id
          && values.get("address") instanceof String address
          && values.get("port") instanceof Integer port) {
        return entry(id, address, port, !Boolean.FALSE.equals(values.get("enabled")));
      }
      throw new IOException("no id, address and port in it");
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "an entry that cannot be read is left out bytes={} cause={}",
          bytes.length,
          LogText.of(e));
      return entry("", "", 0, false);
    }
  }

  /** Returns a member's entry. */
  static ServiceInstance<Void> of(String id, String host, int port) {
    return entry(id, host, port, true);
  }

  private static ServiceInstance<Void> entry(String id, String host, int port, boolean enabled) {
    return new ServiceInstance<>(
        ZooKeeperPaths.MEMBERS,
        id,
        host,
        port,
        null,
        null,
        System.currentTimeMillis(),
        ServiceType.DYNAMIC,
        null,
        enabled);
  }
}
