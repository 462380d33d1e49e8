package berkeley.slave;

import berkeley.transport.export.AdvertisedAddress;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.tls.CertifiedName;

/** What a node is before it starts: that its name is its own, and how others are to find it. */
final class NodeIdentity {

  private NodeIdentity() {}

  /**
   * Returns where a node listens, completed with the address that it is known by.
   *
   * @throws IllegalArgumentException if its certificate names another
   */
  static ListenSettings settled(NodeSettings settings, ListenSettings listenSettings) {
    if (listenSettings.protection() instanceof TransportSecurity.Certificates with) {
      CertifiedName self = with.tls().self();
      if (self.role() != CertifiedName.Role.NODE || !self.name().equals(settings.id())) {
        throw new IllegalArgumentException(
            "id: node '%s' has the certificate of %s; give it the keys of its own name"
                .formatted(settings.id(), self));
      }
    }
    ListenSettings shown =
        AdvertisedAddress.resolve(listenSettings, settings.clusterAddress().contactPoints());
    AdvertisedAddress.warn(settings.id(), shown, settings.clusterAddress().contactPoints());
    return shown;
  }
}
