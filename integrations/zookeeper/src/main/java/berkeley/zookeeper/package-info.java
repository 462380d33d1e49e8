/**
 * Members and mastership from ZooKeeper, for operators who run it already. Optional: of the other
 * modules only the launcher depends on this one, and nodes need neither it nor ZooKeeper.
 *
 * <p>Problem. There is one RMI registry per host, and each node is given the addresses of all of
 * them; the built-in election needs a majority of the electable nodes. An existing ZooKeeper
 * ensemble can do both.
 *
 * <p>Idea. Two of Apache Curator's recipes implement two interfaces of the core. Service discovery
 * implements {@link berkeley.transport.registry.MemberDirectory}: a node stores its name and the
 * address of its own small registry in an ephemeral node, which is removed when its session
 * expires. A leader latch implements {@link berkeley.node.driver.ElectionMethod}: its holder leads,
 * in a term that is raised in the same transaction in which ZooKeeper checks that the latch is
 * held. The term is the fencing token that every node checks.
 *
 * <p>Limits. Neither times nor objects come from ZooKeeper: an entry is a few strings and a number.
 * What happens while ZooKeeper is unreachable is described in docs/zookeeper.md.
 */
@NullMarked
package berkeley.zookeeper;

import org.jspecify.annotations.NullMarked;
