/** Real hosts on one machine: linked network namespaces, and clusters across them. */
package berkeley.bench.hosts;
