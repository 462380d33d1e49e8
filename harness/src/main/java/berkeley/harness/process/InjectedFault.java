package berkeley.harness.process;

import java.util.Optional;

/**
 * A fault that a parent injects into the node of its child, for demonstrations and tests. It is
 * sent as a line on the child's standard input, a pipe whose other end only the parent holds.
 */
public sealed interface InjectedFault {

  /** Makes the node of this environment suffer it from now on. */
  void befall(FaultyEnvironment environment);

  /** Returns the line that carries it. */
  String line();

  /**
   * Answers that are wrong.
   *
   * @param nanos by how much {@code getTime()} is ahead of the node's clock; 0 ends the fault
   */
  record Lie(long nanos) implements InjectedFault {
    @Override
    public void befall(FaultyEnvironment environment) {
      environment.lie(nanos);
    }

    @Override
    public String line() {
      return "lie " + nanos;
    }
  }

  /**
   * An oscillator that is off.
   *
   * @param ppm by how much it runs fast from now on, in parts per million
   */
  record Drift(double ppm) implements InjectedFault {
    @Override
    public void befall(FaultyEnvironment environment) {
      environment.drift(ppm);
    }

    @Override
    public String line() {
      return "drift " + ppm;
    }
  }

  /** Reads such a line; empty for any other. */
  static Optional<InjectedFault> parse(String line) {
    String[] words = line.split(" ", -1);
    try {
      if (words.length == 2 && words[0].equals("lie")) {
        return Optional.of(new Lie(Long.parseLong(words[1])));
      }
      if (words.length == 2 && words[0].equals("drift")) {
        return Optional.of(new Drift(Double.parseDouble(words[1])));
      }
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // the caller says what it could not read
    }
  }
}
