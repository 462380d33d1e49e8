/**
 * The election of a master, as a deterministic state machine, {@link
 * berkeley.node.election.Election}: it takes events and the time, and returns actions.
 *
 * <p><b>Problem.</b> Nodes choose one master among themselves, replace it when it falls silent, and
 * must not let two of them correct clocks in one term: not after a lost message, a split of the
 * network, a process that is stopped and resumed, or one that is killed and restarted without
 * memory.
 *
 * <p><b>Idea.</b> Raft's election (Ongaro and Ousterhout, In Search of an Understandable Consensus
 * Algorithm, USENIX ATC 2014, sections 5.1, 5.2 and 6): numbered terms, one vote per node and term,
 * random timeouts. No log is needed, since the only thing agreed upon is who leads. Added are:
 *
 * <ul>
 *   <li>a round of pre-votes, so that a node that was unreachable neither raises the term nor
 *       deposes a healthy master (Ongaro's dissertation, 2014, section 9.6);
 *   <li>leases (Gray and Cheriton, Leases: an efficient fault-tolerant mechanism for distributed
 *       file cache consistency, SOSP 1989): a master that has not heard from a quorum for a while
 *       gives up before any other can be elected in its place, even if it was stopped meanwhile;
 *   <li>members that come and go, one at a time, in a list that has its own number instead of a
 *       position in a log (Schultz, Dardik and Tripakis, Design and Analysis of a Logless Dynamic
 *       Reconfiguration Protocol, OPODIS 2021);
 *   <li>no disk: a node that has just started waits until all nodes that it knows of have answered
 *       it, as a recovering replica does in Viewstamped Replication (Liskov and Cowling,
 *       Viewstamped Replication Revisited, 2012, section 4.3), and at least one lease.
 * </ul>
 *
 * <p>TEMPO's own election (Gusella and Zatti, An Election Algorithm for a Distributed Clock
 * Synchronization Program, ICDCS 1986) broadcasts candidacies on one network segment and withdraws
 * from conflicts; it has neither terms nor majorities, so each side of a split network has a
 * master, and a resumed one is detected only when the two notice one another.
 *
 * <p><b>Limits.</b> See {@link berkeley.node.election.ElectionRules}, which has every decision on
 * which safety depends, with the argument and its assumptions.
 */
@NullMarked
package berkeley.node.election;

import org.jspecify.annotations.NullMarked;
