/** Parsing and formatting of quantities. */
package berkeley.simulator.text;
