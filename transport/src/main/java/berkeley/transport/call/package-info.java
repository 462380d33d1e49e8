/** Remote calls under a deadline, and bursts of probes. */
package berkeley.transport.call;
