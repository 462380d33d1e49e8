/** A textbook's node as a process of its own: the clocks of {@code simulator.textbook} over RMI. */
package berkeley.harness.textbook;
