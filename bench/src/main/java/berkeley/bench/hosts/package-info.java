/** Real hosts on one machine: network namespaces with a cable each, and clusters across them. */
package berkeley.bench.hosts;
