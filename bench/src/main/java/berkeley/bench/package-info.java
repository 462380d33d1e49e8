/** Side-by-side measurements: each question that {@code bench/run} answers. */
package berkeley.bench;
