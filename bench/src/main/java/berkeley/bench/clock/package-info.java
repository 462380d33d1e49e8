/** Measures what reading the clock costs. */
package berkeley.bench.clock;
