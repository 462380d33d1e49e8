package berkeley.simulator.chaos;

/** What can go wrong. */
enum SimulatedFault {
  LOSS("loss"),
  REPETITION("duplication"),
  DELAY("delay"),
  STRAGGLERS("stragglers"),
  ASYMMETRY("asymmetric delay"),
  PARTITION("partition"),
  ONE_WAY("one-way partition"),
  CRASH("crash and restart"),
  PAUSE("pause"),
  LEAVE("leave and return"),
  STEP_DOWN("step down"),
  REGISTRY("registry out"),
  LIAR("liar"),
  DRIFT("500 ppm drift"),
  WILD("wild drift"),
  JUMP("clock jump"),
  SUSPENSION("suspended host");

  final String text;

  SimulatedFault(String text) {
    this.text = text;
  }
}
