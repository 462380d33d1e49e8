/** What an application holds, what crosses the wire, and what a node is handed of its host. */
module berkeley.api {
  requires transitive java.rmi;
  requires static org.jspecify;

  exports berkeley.api;
  exports berkeley.api.environment;
  exports berkeley.api.wire;
}
