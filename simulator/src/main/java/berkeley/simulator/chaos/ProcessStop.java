package berkeley.simulator.chaos;

/** A process that is stopped, as by SIGSTOP, and goes on later; perhaps before it was stopped. */
final class ProcessStop {

  private final NodeInstance life;
  private boolean begun;
  private boolean over;

  ProcessStop(NodeInstance life) {
    this.life = life;
  }

  void begin() {
    if (!over && life.host.isUp()) {
      begun = true;
      life.simulation.transcript.note("%s is stopped", life.id);
      life.process.stop();
    }
  }

  void end() {
    over = true;
    boolean asleep = life.host.asleepUntil > life.simulation.time.now();
    if (begun && !life.isOver() && life.process.isStopped() && !asleep) {
      life.simulation.transcript.note("%s goes on", life.id);
      life.process.resume();
    }
  }
}
