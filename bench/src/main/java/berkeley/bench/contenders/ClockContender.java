package berkeley.bench.contenders;

import berkeley.bench.process.CCompiler;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** All contenders, and which conditions do not apply to whom. */
enum ClockContender {
  INTERSECTION(
      "ours, intersection", true, setting -> BerkeleyGroup.start(setting, "intersection", false)),
  TEMPO("ours, tempo", true, setting -> BerkeleyGroup.start(setting, "tempo", false)),
  MIDPOINT("ours, midpoint", true, setting -> BerkeleyGroup.start(setting, "midpoint", false)),
  MEAN("ours, mean", true, setting -> BerkeleyGroup.start(setting, "mean", false)),
  PUSH("ours, push", true, setting -> BerkeleyGroup.start(setting, "intersection", true)),
  HAZELCAST("Hazelcast cluster time", false, ThirdPartyGroup::hazelcast) {
    @Override
    Optional<String> refusal(Condition condition) {
      return condition == Condition.LIAR
          ? Optional.of("the oldest member's time is everyone's, nobody asks another")
          : Optional.empty();
    }
  },
  COMMONS_NET("Commons Net NTP", false, ThirdPartyGroup::commonsNet) {
    @Override
    Optional<String> refusal(Condition condition) {
      return condition == Condition.LIAR
          ? Optional.of("the server's time is everyone's, nobody asks a client")
          : Optional.empty();
    }
  },
  TEXTBOOK("textbook Berkeley over RMI", false, ThirdPartyGroup::textbook),
  RAW_TCP("raw TCP, the floor", false, RawFloor::start) {
    @Override
    Optional<String> refusal(Condition condition) {
      return switch (condition) {
        case STEP, LIAR -> Optional.of("it has no clock that could be wrong");
        case STOPPED -> Optional.of("one exchange after the other, no rounds");
        case QUIET, LOADED, DELAY -> Optional.empty();
      };
    }
  };

  /** Starts a contender's processes. */
  private interface Opening {
    ContenderGroup open(ContenderSetting setting) throws IOException, InterruptedException;
  }

  private final String title;
  private final boolean ours;

  /** All are method references or lambdas without state. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Opening opening;

  ClockContender(String title, boolean ours, Opening opening) {
    this.title = title;
    this.ours = ours;
    this.opening = opening;
  }

  /** Returns its title in tables. */
  String title() {
    return title;
  }

  /** Returns whether it is one of ours. */
  boolean isOurs() {
    return ours;
  }

  /** Returns its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns why a condition does not apply to it, if it does not. */
  Optional<String> refusal(Condition condition) {
    return ours && condition == Condition.STEP && !CCompiler.isPresent()
        ? Optional.of("needs a C compiler, to step the wall clock of one process")
        : Optional.empty();
  }

  /** Returns with which processes it is measured under a condition. */
  ContenderSetting.Stage stage(Condition condition) {
    if (condition == Condition.DELAY) {
      return ContenderSetting.Stage.SLOW;
    }
    return ours && condition == Condition.STEP
        ? ContenderSetting.Stage.STEPPED
        : ContenderSetting.Stage.PLAIN;
  }

  /** Starts its processes, which have begun to synchronise then. */
  ContenderGroup open(ContenderSetting setting) throws IOException, InterruptedException {
    return opening.open(setting);
  }

  static Optional<ClockContender> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
