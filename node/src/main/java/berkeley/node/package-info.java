/** What a node decides: its clock, whom it obeys, what it leads. Knows no socket. */
package berkeley.node;
