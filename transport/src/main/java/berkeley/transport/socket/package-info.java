/**
 * The sockets of every remote call, on both sides: time limits, time stamps, and limits of what
 * callers may take up.
 *
 * <p>Problem. RMI gives a caller neither limits nor stamps. A call to a stopped peer hangs until
 * the peer goes on, and a reading taken round a stub is wrong by up to a whole delay, because RMI
 * pings an idle connection, or opens a new one with three messages, before it sends the call
 * itself.
 *
 * <p>Idea. Both are solved where the bytes pass: a thread that makes a remote call opens a {@link
 * berkeley.transport.socket.RemoteCall}, which holds its deadline; the sockets of {@link
 * berkeley.transport.socket.TimedSocketFactory} find it on the thread, wait no longer than it
 * allows, and leave in it the ticks of the last write and of the first read that followed. {@link
 * berkeley.transport.call.Burst} reads a clock that way.
 *
 * <p>Limits. The factory is the caller's, so no class travels; but RMI has one factory for a whole
 * JVM, an application may have set another, and a stub may name one of its own. There the deadline
 * cannot be kept by the sockets and the stamps are taken round the stub.
 */
@NullMarked
package berkeley.transport.socket;

import org.jspecify.annotations.NullMarked;
