/**
 * The modelled world: virtual time, oscillators that are never quite right, and a network that
 * delays, loses and is cut. Everything random comes from seeded generators, one for each concern.
 */
package berkeley.simulator.world;
