/** What {@code simulate} prints for people. */
package berkeley.launcher.simulate;
