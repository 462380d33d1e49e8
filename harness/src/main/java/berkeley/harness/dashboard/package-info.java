/**
 * The live page: a small server for this host's browsers, which are sent the lines of {@code
 * berkeley.launcher.record} as they come, and the page's own files.
 */
package berkeley.harness.dashboard;
