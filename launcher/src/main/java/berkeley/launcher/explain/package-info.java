/** What {@code explain} reads and prints: the clocks of an exercise, its table, its JSON. */
package berkeley.launcher.explain;
