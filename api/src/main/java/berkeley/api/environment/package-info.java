/** What a node is handed by its environment, whether that is real or simulated. */
package berkeley.api.environment;
