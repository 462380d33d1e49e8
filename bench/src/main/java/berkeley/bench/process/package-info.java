/** What the questions share: the checkout that is measured, keys and sockets, series of figures. */
package berkeley.bench.process;
