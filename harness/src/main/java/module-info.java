/** Real clusters under observation. For the command and the benchmarks, on the class path. */
@SuppressWarnings("requires-automatic") // neither plotting library has a descriptor
module berkeley.harness {
  requires VectorGraphics2D;
  requires berkeley.master;
  requires berkeley.simulator;
  requires berkeley.slave;
  requires berkeley.transport;
  requires com.fasterxml.jackson.jr.ob;
  requires java.desktop;
  requires org.eclipse.jetty.server;
  requires static org.jspecify;
  requires xchart;
  requires org.slf4j;
}
