/** How a round grows with the number of slaves, beside the same number of bare remote calls. */
package berkeley.bench.scale;
