/** Options of questions and where their answers go. */
package berkeley.bench.result;
