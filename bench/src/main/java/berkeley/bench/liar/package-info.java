/** Measures how far a member that lies can move the others, in virtual time and among processes. */
package berkeley.bench.liar;
