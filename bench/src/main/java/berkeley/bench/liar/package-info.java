/** How far a member that lies can move the others: in virtual time, and among real processes. */
package berkeley.bench.liar;
