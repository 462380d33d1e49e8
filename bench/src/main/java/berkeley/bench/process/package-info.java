/** Processes that a question starts and ends, and what is collected of them. */
package berkeley.bench.process;
