/** The operator's side of setting a cluster's time. */
package berkeley.launcher.settime;
