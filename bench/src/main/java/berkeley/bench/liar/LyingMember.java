package berkeley.bench.liar;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.bench.process.TlsSockets;
import berkeley.simulator.text.Units;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.ticks.HostTicks;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;

/**
 * A member with valid keys, in a process of its own, that keeps the time and answers with another:
 * it adds a lie to each answer and subtracts it from the correction that follows. Safe for use by
 * several threads.
 */
final class LyingMember implements ClockRemote {
  static final String ID = "liar";

  private long aheadNanos = System.currentTimeMillis() * 1_000_000 - HostTicks.now();
  private long lieNanos;
  private long toldNanos;

  /**
   * Serves until its standard input ends; each line of it is the lie from then on.
   *
   * @param args the folder of its keys, the port of the registry
   */
  public static void main(String[] args) throws Exception {
    ListenSettings listenSettings = TlsSockets.install(Path.of(args[0]));
    LyingMember clock = new LyingMember();
    try (ExportedObject export =
        new ExportedObject(clock, 0, new LimitedServerSockets(listenSettings))) {
      LocateRegistry.getRegistry("127.0.0.1", Integer.parseInt(args[1])).rebind(ID, export.stub());
      System.out.println("READY port=" + export.port());
      BufferedReader lies =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = lies.readLine(); line != null; line = lies.readLine()) {
        clock.lieFromNowOn(Units.duration(line).toNanos());
      }
    }
  }

  private synchronized void lieFromNowOn(long nanos) {
    lieNanos = nanos;
  }

  @Override
  public synchronized long getTime() {
    toldNanos = lieNanos;
    return HostTicks.now() + aheadNanos + toldNanos;
  }

  /** Applies what remains of a correction without its own lie. */
  @Override
  public synchronized void adjust(Adjustment delta) {
    aheadNanos += delta.deltaNanos() + toldNanos;
  }
}
