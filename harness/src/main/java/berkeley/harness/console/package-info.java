/** What commands share at their edge: failures with an exit code, JSON lines, the terminal. */
package berkeley.harness.console;
