/** What becomes of bounds when an NTP daemon steers the counter of one host. */
package berkeley.bench.counter;
