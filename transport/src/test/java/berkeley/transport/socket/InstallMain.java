package berkeley.transport.socket;

import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;

/** Installs twice, in a JVM of its own: RMI's factory can be set only once and never taken away. */
final class InstallMain {

  private InstallMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length > 0) {
      RMISocketFactory.setSocketFactory(new ApplicationFactory());
    }
    RMISocketFactory before = RMISocketFactory.getSocketFactory();
    TimedSocketFactory.InForce first = TimedSocketFactory.install(SocketLimits.DEFAULT);
    RMISocketFactory set = RMISocketFactory.getSocketFactory();
    TimedSocketFactory.InForce second = TimedSocketFactory.install(SocketLimits.DEFAULT);
    System.out.printf(
        "%s %s kept=%b same=%b%n",
        first, second, before == null || before == set, set == RMISocketFactory.getSocketFactory());
  }

  private static final class ApplicationFactory extends RMISocketFactory {

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return new Socket(host, port);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return new ServerSocket(port);
    }
  }
}
