/** Calls over RMI with deadlines, limits and TLS. For the other modules of the project. */
@SuppressWarnings("module") // those that it exports to are built after it
module berkeley.transport {
  requires transitive berkeley.api;
  requires org.slf4j;
  requires static org.jspecify;

  exports berkeley.transport.call to
      berkeley.harness,
      berkeley.slave;
  exports berkeley.transport.export to
      berkeley.harness,
      berkeley.slave;
  exports berkeley.transport.filter to
      berkeley.harness,
      berkeley.slave;
  exports berkeley.transport.log to
      berkeley.harness,
      berkeley.slave;
  exports berkeley.transport.registry to
      berkeley.harness,
      berkeley.slave;
  exports berkeley.transport.socket to
      berkeley.harness,
      berkeley.slave;
  exports berkeley.transport.ticks to
      berkeley.harness,
      berkeley.slave;
  exports berkeley.transport.tls to
      berkeley.harness,
      berkeley.slave;
}
