/** Quantities as people write and read them. */
package berkeley.simulator.text;
