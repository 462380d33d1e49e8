/** The text output of the {@code simulate} commands. */
package berkeley.launcher.simulate;
