package berkeley.bench.foreign;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;

/** A small NTP server of stratum 1 whose clock is an oscillator; one thread serves all. */
final class NtpServer {
  private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
  private static final long SECOND = 1_000_000_000L;
  private static final int PACKET_BYTES = 48;
  private static final int PRECISION = -20;

  private final DatagramSocket socket;
  private final ForeignOscillator oscillator;

  private NtpServer(DatagramSocket socket, ForeignOscillator oscillator) {
    this.socket = socket;
    this.oscillator = oscillator;
  }

  /** Starts the server; {@code udp} in the READY line is its port. */
  static ForeignClock start(KeyValueArguments arguments, Map<String, String> ready)
      throws IOException {
    SteppingClock clock = new SteppingClock(arguments.oscillator());
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    ready.put("udp", Integer.toString(socket.getLocalPort()));
    Thread thread = new Thread(new NtpServer(socket, clock.oscillator())::serve, "ntp");
    thread.setDaemon(true);
    thread.start();
    return clock;
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[PACKET_BYTES], PACKET_BYTES);
    while (!socket.isClosed()) {
      try {
        socket.receive(packet);
        TimeStamp received = now();
        NtpV3Impl request = new NtpV3Impl();
        request.setDatagramPacket(packet);
        NtpV3Impl answer = answer(request, received);
        DatagramPacket out = answer.getDatagramPacket();
        out.setSocketAddress(packet.getSocketAddress());
        answer.setTransmitTime(now());
        socket.send(out);
      } catch (IOException e) {
        System.err.println("ntp: " + e);
      }
    }
  }

  private static NtpV3Impl answer(NtpV3Impl request, TimeStamp received) {
    NtpV3Impl answer = new NtpV3Impl();
    answer.setMode(NtpV3Packet.MODE_SERVER);
    answer.setVersion(NtpV3Packet.VERSION_3);
    answer.setStratum(1);
    answer.setPrecision(PRECISION);
    answer.setOriginateTimeStamp(request.getTransmitTimeStamp());
    answer.setReceiveTimeStamp(received);
    answer.setReferenceTime(received);
    return answer;
  }

  /** Returns the time in the full resolution of NTP, a quarter of a nanosecond. */
  private TimeStamp now() {
    long nanos = oscillator.nanos();
    long seconds = Math.floorDiv(nanos, SECOND) + SECONDS_FROM_1900_TO_1970;
    long fraction = (Math.floorMod(nanos, SECOND) << 32) / SECOND;
    return new TimeStamp((seconds << 32) | fraction);
  }
}
