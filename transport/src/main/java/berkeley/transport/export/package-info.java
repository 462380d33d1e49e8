/** How a process exports objects and registries, and the address that it gives out. */
package berkeley.transport.export;
