package berkeley.simulator.fault;

/** Where faults are injected. */
public enum FaultStage {
  /** Into simulated hosts and networks. */
  VIRTUAL_TIME,
  /** Into real processes of one host and the proxies between them. */
  PROCESSES
}
