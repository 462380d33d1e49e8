/**
 * The {@code berkeley} command: one class for each of its subcommands, which reads arguments and
 * calls the other modules. Only this module reads arguments and the environment, and ends the
 * process.
 *
 * <ul>
 *   <li>{@code cli}: converters of arguments, shared options, error lines, the manual page.
 *   <li>{@code node}: what the long-running commands share: options of a node, registry, READY
 *       line.
 *   <li>{@code metrics}: a node's HTTP endpoints.
 *   <li>{@code settime}, {@code status}, {@code simulate}: what these commands need beside
 *       themselves.
 * </ul>
 */
@NullMarked
package berkeley.launcher;

import org.jspecify.annotations.NullMarked;
