/** Asks the nodes of a cluster for their status, under one time limit. */
package berkeley.harness.status;
