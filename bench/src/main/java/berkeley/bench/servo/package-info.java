/** How accurate a servo is, in modelled worlds, beside the others that were considered. */
package berkeley.bench.servo;
