/** Clusters in virtual time, and what every observer of a cluster shares. */
@SuppressWarnings("module") // those that it exports to are built after it
module berkeley.simulator {
  requires transitive berkeley.node;
  requires static org.jspecify;

  exports berkeley.simulator to
      berkeley.harness;
  exports berkeley.simulator.bully to
      berkeley.harness;
  exports berkeley.simulator.fault to
      berkeley.harness;
  exports berkeley.simulator.observation to
      berkeley.harness;
  exports berkeley.simulator.promise to
      berkeley.harness;
  exports berkeley.simulator.recording to
      berkeley.harness;
  exports berkeley.simulator.scenario to
      berkeley.harness;
  exports berkeley.simulator.text to
      berkeley.harness;
  exports berkeley.simulator.textbook to
      berkeley.harness;
}
