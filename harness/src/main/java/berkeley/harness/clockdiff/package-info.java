/** Measures how far two clocks are apart, and how accurate that is. */
package berkeley.harness.clockdiff;
