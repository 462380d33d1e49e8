/** What timestamps and ids cost, beside a read of the clock. */
package berkeley.bench.recipes;
