/** A running node: what an application embeds. */
@SuppressWarnings("module") // those that it exports to are built after it
module berkeley.slave {
  requires transitive berkeley.api;
  requires transitive java.management;
  requires berkeley.master;
  requires berkeley.node;
  requires berkeley.transport;
  requires jdk.jfr;
  requires org.slf4j;
  requires static org.jspecify;

  exports berkeley.slave;
  exports berkeley.slave.environment to
      berkeley.harness;
  exports berkeley.slave.registration to
      berkeley.harness;
  exports berkeley.slave.servant to
      berkeley.harness;
  exports berkeley.slave.monitoring;
}
