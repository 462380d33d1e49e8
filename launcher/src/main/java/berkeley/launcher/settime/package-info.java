/** Giving a cluster a new time, from the operator's side. */
package berkeley.launcher.settime;
