/** Exported objects and registries, and the address that their stubs carry. */
package berkeley.transport.export;
