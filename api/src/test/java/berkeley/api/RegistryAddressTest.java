package berkeley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAddressTest {

  @ParameterizedTest
  @CsvSource({
    "localhost:40001,     localhost, 40001",
    "localhost,           localhost, 1099",
    "'  a.example:1099 ', a.example, 1099",
    "10.0.0.1:65535,      10.0.0.1,  65535",
    "[::1]:7,             ::1,       7",
    "[fe80::1%eth0],      fe80::1%eth0, 1099"
  })
  void readsAHostWithOrWithoutAPort(String text, String host, int port) {
    assertEquals(new RegistryAddress(host, port), RegistryAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:1", "[::1]:1099", "[2001:db8::7]:65535"})
  void isWrittenAsItIsRead(String text) {
    assertEquals(text, RegistryAddress.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'',              the host is missing",
    "'  ',            the host is missing",
    ":1099,           the host is missing",
    "[]:1099,         the host is missing",
    "h:,              in h: is not a port number",
    "h:x,             'x' in h:x is not a port number",
    "h:1.5,           '1.5' in h:1.5 is not a port number",
    "h:99999999999,   is not a port number",
    "h:0,             port 0 is not in 1..65535",
    "h:65536,         port 65536 is not in 1..65535",
    "h:-1,            port -1 is not in 1..65535",
    "::1,             'write an IPv6 address in brackets, [::1]:PORT'",
    "[::1,            no closing ]",
    "[::1]1099,       1099 after ]"
  })
  void saysWhatIsWrong(String text, String expected) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> RegistryAddress.parse(text));

    assertTrue(refusal.getMessage().startsWith("registry: "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
  }
}
