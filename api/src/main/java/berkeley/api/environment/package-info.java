/** What a node's environment, real or simulated, needs to know of a node. */
package berkeley.api.environment;
