package berkeley.transport.socket;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * A socket that forwards to another what RMI asks of a socket, except for its streams and closing.
 *
 * <p>As safe for several threads as {@link Socket} is.
 */
abstract class ForwardingSocket extends Socket {

  /** The socket to which it forwards. */
  final TimedSocket accepted;

  ForwardingSocket(TimedSocket accepted) {
    this.accepted = accepted;
  }

  @Override
  public boolean isClosed() {
    return accepted.isClosed();
  }

  @Override
  public boolean isConnected() {
    return accepted.isConnected();
  }

  @Override
  public boolean isBound() {
    return accepted.isBound();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    accepted.setTcpNoDelay(on);
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    accepted.setKeepAlive(on);
  }

  @Override
  public synchronized void setSoTimeout(int millis) {
    accepted.setSoTimeout(millis);
  }

  @Override
  public synchronized int getSoTimeout() {
    return accepted.getSoTimeout();
  }

  @Override
  public InetAddress getInetAddress() {
    return accepted.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return accepted.getLocalAddress();
  }

  @Override
  public int getPort() {
    return accepted.getPort();
  }

  @Override
  public int getLocalPort() {
    return accepted.getLocalPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return accepted.getRemoteSocketAddress();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return accepted.getLocalSocketAddress();
  }
}
