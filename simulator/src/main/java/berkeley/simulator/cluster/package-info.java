/**
 * Nodes and their master in the modelled world. Whatever decides is the code of {@code
 * berkeley.master} and {@code berkeley.slave}; what is here carries messages.
 */
package berkeley.simulator.cluster;
