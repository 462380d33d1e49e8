/** How near five real processes keep their clocks, beside what plain TCP can tell of a clock. */
package berkeley.bench.accuracy;
