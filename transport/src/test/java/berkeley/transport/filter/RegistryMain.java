package berkeley.transport.filter;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import java.rmi.AlreadyBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.Arrays;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/** An application with a registry of ours and one of its own; tells what can be bound in which. */
final class RegistryMain {

  private RegistryMain() {}

  public static void main(String[] args) throws Exception {
    System.out.println("refused=" + CallFilters.install().isPresent());
    Registry own = LocateRegistry.createRegistry(0);
    HostRegistry ours = HostRegistry.open(0, new LimitedServerSockets(ListenSettings.LOOPBACK));
    Remote plain = UnicastRemoteObject.exportObject(new Clock(), 0);
    Remote withFactory =
        UnicastRemoteObject.exportObject(new Clock(), 0, new SslRMIClientSocketFactory(), null);
    Registry called = LocateRegistry.getRegistry(ours.address().host(), ours.address().port());
    bind("ours", called, "blue/a", plain);
    bind("ours", called, "with-factory", withFactory);
    bind("ours", called, "a".repeat(3_000), plain);
    System.out.println("ours " + Arrays.toString(called.list()));
    bind("own", own, "with-factory", withFactory);
    System.exit(0);
  }

  private static void bind(String whose, Registry registry, String name, Remote stub) {
    String shown = name.length() > 20 ? name.length() + " characters" : name;
    try {
      registry.bind(name, stub);
      System.out.printf("%s %s bound%n", whose, shown);
    } catch (RemoteException | AlreadyBoundException e) {
      System.out.printf("%s %s refused%n", whose, shown);
    }
  }

  private static final class Clock implements ClockRemote {
    @Override
    public long getTime() {
      return 0;
    }

    @Override
    public void adjust(Adjustment delta) {}
  }
}
