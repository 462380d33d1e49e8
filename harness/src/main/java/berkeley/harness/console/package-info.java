/** What commands share: failures with an exit code, JSON lines, drawing on a terminal. */
package berkeley.harness.console;
