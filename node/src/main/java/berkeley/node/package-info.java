/**
 * What a node decides: its clock, the terms that it obeys, its mastership. Uses no sockets, threads
 * or system clocks.
 */
package berkeley.node;
