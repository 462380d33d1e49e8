/** Where members are found: RMI registries, or a list that is kept elsewhere. */
package berkeley.transport.registry;
