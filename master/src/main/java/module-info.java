/** The round: roster, probes, votes, corrections, orders. For the other modules of the project. */
@SuppressWarnings("module") // those that it exports to are built after it
module berkeley.master {
  requires transitive berkeley.api;
  requires static org.jspecify;

  exports berkeley.master.explain to
      berkeley.harness,
      berkeley.simulator;
  exports berkeley.master to
      berkeley.harness,
      berkeley.node,
      berkeley.simulator,
      berkeley.slave;
}
