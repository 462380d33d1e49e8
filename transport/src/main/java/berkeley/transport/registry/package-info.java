/** The lookup of members: in RMI registries, or by a directory that is kept elsewhere. */
package berkeley.transport.registry;
