package berkeley.transport.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.RegistryAddress;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryResolverTest {

  private final List<String> answer = new ArrayList<>();
  private final RegistryResolver resolver =
      new RegistryResolver(List.of(RegistryAddress.parse("cluster:1099")), this::resolve);

  private InetAddress[] resolve(String host) throws UnknownHostException {
    if (answer.isEmpty()) {
      throw new UnknownHostException(host);
    }
    InetAddress[] all = new InetAddress[answer.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByName(answer.get(i));
    }
    return all;
  }

  private void now(String... addresses) {
    answer.clear();
    answer.addAll(Arrays.asList(addresses));
  }

  private List<String> registries() {
    return resolver.registries().stream().map(RegistryEndpoint::toString).toList();
  }

  @Test
  void aNameWithOneAddressStaysAName() {
    now("10.0.0.1");
    assertEquals(List.of("cluster:1099"), registries());
  }

  @Test
  void aNameWithSeveralStandsForARegistryAtEachWhateverTheirOrder() {
    now("10.0.0.2", "10.0.0.1");
    List<String> both = List.of("10.0.0.1:1099 (cluster)", "10.0.0.2:1099 (cluster)");
    assertEquals(both, registries());
    now("10.0.0.1", "10.0.0.2");
    assertEquals(both, registries());
  }

  @Test
  void isLookedUpAgainAndTheLastAnswerCountsWhenThereIsNone() {
    assertEquals(List.of("cluster:1099"), registries());
    now("10.0.0.1", "10.0.0.2");
    assertEquals(2, registries().size());
    now();
    assertEquals(2, registries().size());
    now("10.0.0.3", "10.0.0.2", "10.0.0.1");
    assertEquals(3, registries().size());
  }

  @Test
  void aHostWithAddressesOfBothFamiliesCountsOnce() {
    now("127.0.0.1", "::1");
    assertEquals(List.of("cluster:1099"), registries());
    now("fd00::1", "10.0.0.1", "fd00::2");
    assertEquals(
        List.of("[fd00:0:0:0:0:0:0:1]:1099 (cluster)", "[fd00:0:0:0:0:0:0:2]:1099 (cluster)"),
        registries());
  }
}
