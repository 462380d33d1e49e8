/** What all commands share at their edge: arguments in, error lines, exit codes and JSON out. */
package berkeley.launcher.cli;
