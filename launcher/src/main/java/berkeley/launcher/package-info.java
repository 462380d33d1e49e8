/**
 * The {@code berkeley} command: one class for each of its subcommands, which read arguments and
 * leave the work to the packages below.
 *
 * <ul>
 *   <li>{@code cli}: arguments, error lines, exit codes, JSON and readable figures.
 *   <li>{@code node}: what the long-running processes share: registry, READY line, a clean end.
 *   <li>{@code status}: who is in the registries, asked with a time limit.
 *   <li>{@code oracle}: true offsets and the invariants, computed from readings. Decides, knows no
 *       socket.
 *   <li>{@code demo}: a fleet of JVMs, watched.
 *   <li>{@code record}: what was seen, line by line; {@code report}: a page of it; {@code
 *       dashboard}: the same, live.
 * </ul>
 */
package berkeley.launcher;
