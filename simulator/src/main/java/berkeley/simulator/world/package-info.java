/**
 * The virtual environment: time, oscillators with frequency errors, and a network with delays,
 * losses and outages. All random values come from seeded generators, one for each purpose.
 */
@NullMarked
package berkeley.simulator.world;

import org.jspecify.annotations.NullMarked;
