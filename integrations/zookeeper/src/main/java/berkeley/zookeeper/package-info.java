/**
 * Who is a member and who leads, by the word of ZooKeeper, for fleets that run it already.
 * Optional: nothing in the house but the command depends on this module, and the nodes need neither
 * it nor ZooKeeper.
 *
 * <p>Problem. RMI registries are one a host, and each node is told of all of them; the nodes' own
 * election needs a majority of the electable ones. Where a fleet trusts a ZooKeeper ensemble with
 * such questions anyway, it wants them answered there.
 *
 * <p>Idea. Two of Apache Curator's recipes behind two seams of the house. Service discovery stands
 * behind {@link berkeley.transport.registry.MemberDirectory}: a node enters its name and where its
 * own small registry is, as an ephemeral node that vanishes with its session. A leader latch stands
 * behind {@link berkeley.slave.election.ElectionMethod}: who holds it leads, in a term that is
 * raised in the same transaction in which ZooKeeper makes sure that the latch is held. The term is
 * the fencing token that every node checks.
 *
 * <p>Limits. Times never come from ZooKeeper, and no object does: an entry is a few strings and a
 * number. What is lost while ZooKeeper is away: see docs/zookeeper.md.
 */
@NullMarked
package berkeley.zookeeper;

import org.jspecify.annotations.NullMarked;
