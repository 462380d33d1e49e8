/** What a node costs the application that it is embedded in. */
package berkeley.bench.embedded;
