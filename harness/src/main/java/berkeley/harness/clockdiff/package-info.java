/** How far two clocks are apart, and how well that is known. */
package berkeley.harness.clockdiff;
