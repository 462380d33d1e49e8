/** Measures how accurate servos are in modelled worlds. */
package berkeley.bench.servo;
