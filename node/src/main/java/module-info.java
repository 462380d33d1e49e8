/** What a node decides: its clock, its fence, its election. For the project's other modules. */
@SuppressWarnings("module") // those that it exports to are built after it
module berkeley.node {
  requires transitive berkeley.master;
  requires org.slf4j;
  requires static org.jspecify;

  exports berkeley.node to
      berkeley.simulator,
      berkeley.slave;
  exports berkeley.node.clock to
      berkeley.simulator,
      berkeley.slave;
  exports berkeley.node.discipline to
      berkeley.simulator,
      berkeley.slave;
  exports berkeley.node.driver to
      berkeley.simulator,
      berkeley.slave;
  exports berkeley.node.election to
      berkeley.simulator,
      berkeley.slave;
}
