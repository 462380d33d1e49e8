/** The output of {@code status}, as a table or as JSON. */
package berkeley.launcher.status;
