/** The playground's page: the simulator and the view in one file. */
package berkeley.harness.playground;
