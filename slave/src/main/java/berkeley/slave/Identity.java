package berkeley.slave;

import berkeley.master.rmi.Exposure;
import berkeley.master.rmi.Protection;
import berkeley.master.tls.CertifiedName;
import berkeley.slave.rmi.Advertised;

/** What a node is before it starts: that its name is its own, and how others are to find it. */
final class Identity {

  private Identity() {}

  /**
   * Completes a node's settings with the address that it is known by.
   *
   * @throws IllegalArgumentException if its certificate names another
   */
  static NodeSettings settled(NodeSettings settings) {
    if (settings.exposure().protection() instanceof Protection.Certificates with) {
      CertifiedName self = with.tls().self();
      if (self.role() != CertifiedName.Role.NODE || !self.name().equals(settings.id())) {
        throw new IllegalArgumentException(
            "id: node '%s' has the certificate of %s; give it the keys of its own name"
                .formatted(settings.id(), self));
      }
    }
    Exposure shown = Advertised.resolve(settings.exposure(), settings.rendezvous().doors());
    Advertised.warn(settings.id(), shown, settings.rendezvous().doors());
    return settings.withExposure(shown);
  }
}
