package berkeley.bench.servo;

import java.util.Random;

/**
 * A modelled cluster of one master and ten slaves.
 *
 * @param name in tables
 * @param network delays between them
 * @param wander change of each oscillator's frequency, ratio per square root of a second
 * @param poll seconds from one exchange to the next
 * @param lengthSeconds how long it lasts
 * @param stepPpm by how much all slaves' frequencies step half-way
 * @param masterWanders whether the master's oscillator wanders like the others
 */
record ServoWorld(
    String name,
    ServoNetwork network,
    double wander,
    Poll poll,
    int lengthSeconds,
    double stepPpm,
    boolean masterWanders) {

  /** Decides when the next exchange begins. */
  @FunctionalInterface
  interface Poll {
    double nextAfterSeconds(Random random);
  }

  /** Returns a world that is polled each second for two hours, in which nothing steps. */
  static ServoWorld of(String name, ServoNetwork network, double wander) {
    return new ServoWorld(name, network, wander, random -> 1, 7200, 0, false);
  }

  /** Returns the same world under another name. */
  ServoWorld called(String newName) {
    return new ServoWorld(newName, network, wander, poll, lengthSeconds, stepPpm, masterWanders);
  }

  /** Returns the same world polled at an interval, for so long. */
  ServoWorld polled(double everySeconds, int newLengthSeconds) {
    return new ServoWorld(
        name, network, wander, random -> everySeconds, newLengthSeconds, stepPpm, masterWanders);
  }

  /** Returns the same world polled by a rule. */
  ServoWorld polled(Poll newPoll) {
    return new ServoWorld(name, network, wander, newPoll, lengthSeconds, stepPpm, masterWanders);
  }

  /** Returns the same world with a step of all frequencies half-way. */
  ServoWorld stepping(double ppm) {
    return new ServoWorld(name, network, wander, poll, lengthSeconds, ppm, masterWanders);
  }

  /** Returns the same world with a master that wanders like the others. */
  ServoWorld withWanderingMaster() {
    return new ServoWorld(name, network, wander, poll, lengthSeconds, stepPpm, true);
  }
}
