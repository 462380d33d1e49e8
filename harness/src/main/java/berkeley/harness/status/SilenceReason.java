package berkeley.harness.status;

import berkeley.transport.log.LogText;
import berkeley.transport.socket.UnreachedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.rmi.NoSuchObjectException;
import org.jspecify.annotations.Nullable;

/** Why a node or a registry did not answer, in a few words. */
final class SilenceReason {

  private SilenceReason() {}

  /** Returns the reason behind a failed call. */
  static String of(Throwable problem) {
    for (Throwable each = problem; each != null; each = each.getCause()) {
      if (each instanceof UnreachedException unreached) {
        return isTimeout(unreached.getCause())
            ? "no answer in time"
            : String.valueOf(unreached.getMessage());
      }
      if (each instanceof ConnectException) {
        return "connection refused";
      }
      if (each instanceof UnknownHostException) {
        return "unknown host";
      }
      if (each instanceof SocketTimeoutException) {
        return "no answer in time";
      }
      if (each instanceof NoSuchObjectException) {
        return "another process has its port";
      }
    }
    return LogText.of(problem);
  }

  private static boolean isTimeout(@Nullable Throwable cause) {
    return cause instanceof SocketTimeoutException
        || (cause != null && isTimeout(cause.getCause()));
  }
}
