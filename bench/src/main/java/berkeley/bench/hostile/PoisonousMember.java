package berkeley.bench.hostile;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A member that answers every call with an exception that its caller must not accept. */
final class PoisonousMember implements ClockRemote {

  /** What is hostile about the exception. */
  enum Poison {
    /** A foreign object. */
    INTRUDER,
    /** A message that is longer than the caller's heap. */
    LONG_MESSAGE,
    /** Hundreds of causes. */
    CAUSES;

    /** Returns the name of the member. */
    String id() {
      return "liar-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int LONG_MESSAGE_CHARACTERS = 48 << 20;
  private static final int CAUSES = 400;

  private final Poison poison;
  private final Path mark;
  private final String text;
  private final AtomicLong answers = new AtomicLong();

  PoisonousMember(Poison poison, Path mark) {
    this.poison = poison;
    this.mark = mark;
    this.text = poison == Poison.LONG_MESSAGE ? "x".repeat(LONG_MESSAGE_CHARACTERS) : "";
  }

  long answers() {
    return answers.get();
  }

  private RuntimeException answer() {
    answers.incrementAndGet();
    return switch (poison) {
      case INTRUDER -> new MarkerObject(mark);
      case LONG_MESSAGE -> new IllegalStateException(text);
      case CAUSES -> (RuntimeException) HostileInputs.causes(CAUSES);
    };
  }

  @Override
  public long getTime() {
    throw answer();
  }

  @Override
  public void adjust(Adjustment delta) {
    throw answer();
  }
}
