/** What of a node talks: its remote object, its entries in the registries. */
package berkeley.slave.rmi;
