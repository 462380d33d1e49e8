package berkeley.transport.filter;

import java.util.Set;
import java.util.TreeSet;

/**
 * The classes that cross the wire, by what they arrive in. Named one by one: a package such as
 * {@code java.util} brings collections that compute hashes of what a stranger has nested in them,
 * and {@code java.rmi.server} objects that open a port when they are read.
 */
public final class WireClasses {

  private static final String WIRE = "berkeley.api.wire.";

  /** What every list of the project's records is on the wire, before and after it is built. */
  private static final Set<String> LISTS =
      Set.of(
          "java.util.CollSer",
          "java.util.ImmutableCollections$List12",
          "java.util.ImmutableCollections$ListN");

  private static final Set<String> ARGUMENTS =
      Set.of(
          WIRE + "Adjustment",
          WIRE + "Ballot",
          WIRE + "Heartbeat",
          WIRE + "Leave",
          WIRE + "MemberId",
          WIRE + "Membership",
          WIRE + "PushedReading",
          WIRE + "Statement",
          WIRE + "VoteRequest",
          "java.lang.Enum");

  private static final Set<String> RESULTS =
      Set.of(
          WIRE + "Adjustment",
          WIRE + "Ballot",
          WIRE + "BoundComposition",
          WIRE + "HeartbeatReply",
          WIRE + "MemberId",
          WIRE + "MemberReport",
          WIRE + "Membership",
          WIRE + "NodeStatus",
          WIRE + "Outcome",
          WIRE + "Reading",
          WIRE + "Role",
          WIRE + "RoundReport",
          WIRE + "Statement",
          WIRE + "TimeOrder",
          WIRE + "TimeOrder$Phase",
          WIRE + "VoteReply",
          "berkeley.api.NodeState",
          "java.lang.Enum");

  private static final Set<String> EXCEPTIONS =
      Set.of(
          WIRE + "ContradictionException",
          WIRE + "OvertakenException",
          WIRE + "StaleTermException",
          "java.io.EOFException",
          "java.io.IOException",
          "java.io.InvalidClassException",
          "java.io.InvalidObjectException",
          "java.io.NotSerializableException",
          "java.io.ObjectStreamException",
          "java.io.OptionalDataException",
          "java.io.StreamCorruptedException",
          "java.io.UncheckedIOException",
          "java.io.WriteAbortedException",
          "java.lang.ArithmeticException",
          "java.lang.ArrayIndexOutOfBoundsException",
          "java.lang.AssertionError",
          "java.lang.ClassCastException",
          "java.lang.ClassNotFoundException",
          "java.lang.Error",
          "java.lang.Exception",
          "java.lang.IllegalArgumentException",
          "java.lang.IllegalStateException",
          "java.lang.IndexOutOfBoundsException",
          "java.lang.InternalError",
          "java.lang.InterruptedException",
          "java.lang.LinkageError",
          "java.lang.NoClassDefFoundError",
          "java.lang.NullPointerException",
          "java.lang.NumberFormatException",
          "java.lang.OutOfMemoryError",
          "java.lang.ReflectiveOperationException",
          "java.lang.RuntimeException",
          "java.lang.SecurityException",
          "java.lang.StackOverflowError",
          "java.lang.StackTraceElement",
          "java.lang.StringIndexOutOfBoundsException",
          "java.lang.Throwable",
          "java.lang.UnsupportedOperationException",
          "java.lang.VirtualMachineError",
          "java.net.ConnectException",
          "java.net.SocketException",
          "java.net.SocketTimeoutException",
          "java.io.InterruptedIOException",
          "java.rmi.AccessException",
          "java.rmi.AlreadyBoundException",
          "java.rmi.ConnectException",
          "java.rmi.ConnectIOException",
          "java.rmi.MarshalException",
          "java.rmi.NoSuchObjectException",
          "java.rmi.NotBoundException",
          "java.rmi.RemoteException",
          "java.rmi.ServerError",
          "java.rmi.ServerException",
          "java.rmi.StubNotFoundException",
          "java.rmi.UnexpectedException",
          "java.rmi.UnknownHostException",
          "java.rmi.UnmarshalException",
          "java.rmi.server.ExportException",
          "java.rmi.server.ServerNotActiveException",
          "java.rmi.server.SkeletonMismatchException",
          "java.rmi.server.SkeletonNotFoundException",
          "java.time.DateTimeException",
          "java.util.Collections$EmptyList",
          "java.util.ConcurrentModificationException",
          "java.util.NoSuchElementException",
          "java.util.concurrent.CancellationException",
          "java.util.concurrent.ExecutionException",
          "java.util.concurrent.RejectedExecutionException",
          "java.util.concurrent.TimeoutException");

  /** A stub with the interfaces of the project; without socket factories, whose code would run. */
  private static final Set<String> STUBS =
      Set.of(
          WIRE + "ClockRemote",
          WIRE + "ElectionRemote",
          WIRE + "NodeRemote",
          WIRE + "PushRemote",
          WIRE + "StepDownRemote",
          WIRE + "TimeOrderRemote",
          "java.lang.String",
          "java.lang.reflect.Proxy",
          "java.rmi.Remote",
          "java.rmi.server.RemoteObject",
          "java.rmi.server.RemoteObjectInvocationHandler",
          "java.rmi.server.RemoteStub");

  private WireClasses() {}

  /** Returns what a caller may send to a node. */
  public static Set<String> ofCalls() {
    return union(ARGUMENTS, LISTS);
  }

  /** Returns what a member may answer or throw. */
  public static Set<String> ofAnswers() {
    return union(RESULTS, LISTS, EXCEPTIONS);
  }

  /** Returns what a registry may answer or throw: names, stubs. */
  public static Set<String> ofRegistries() {
    return union(STUBS, LISTS, EXCEPTIONS);
  }

  /** Returns what may be bound in a registry of ours: stubs. */
  public static Set<String> ofBindings() {
    return STUBS;
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... parts) {
    Set<String> all = new TreeSet<>();
    for (Set<String> part : parts) {
      all.addAll(part);
    }
    return Set.copyOf(all);
  }
}
