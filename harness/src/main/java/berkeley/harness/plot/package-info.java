/** Plots of simulated runs. */
package berkeley.harness.plot;
