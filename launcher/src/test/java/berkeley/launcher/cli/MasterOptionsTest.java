package berkeley.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.harness.process.NodeArguments;
import berkeley.master.MasterSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class MasterOptionsTest {

  @Test
  void withoutOptionsTheDefaultsHold() {
    assertEquals(MasterSettings.defaults(), settings());
  }

  @Test
  void aShortPeriodShortensTheDeadline() {
    MasterSettings settings = settings("--period", "100ms");

    assertEquals(Duration.ofMillis(100), settings.period());
    assertTrue(settings.deadline().compareTo(settings.period()) <= 0);
  }

  @Test
  void aDeadlineLongerThanThePeriodIsRefused() {
    assertThrows(
        ParameterException.class, () -> settings("--period", "100ms", "--deadline", "101ms"));
  }

  @Test
  void aLongPeriodMakesRoomForALongDeadline() {
    assertEquals(Duration.ofSeconds(5), settings("--period", "10s", "--deadline", "5s").deadline());
  }

  @Test
  void whatAChildIsToldIsWhatWasAsked() {
    MasterSettings asked =
        settings(
            "--period=333ms",
            "--samples=5",
            "--average=mean",
            "--include-master",
            "--no-quick-start",
            "--poll-max=16s",
            "--bound-limit=2ms");

    assertFalse(asked.quickStart());
    assertTrue(settings().quickStart());
    assertEquals(asked, settings(NodeArguments.leading(asked).toArray(String[]::new)));
  }

  @Test
  void aChildIsToldOfTheCoursesVariantsToo() {
    MasterSettings asked =
        settings("--average=tempo", "--gamma=15s", "--leave-rejected", "--threshold=250ms");

    assertEquals(Duration.ofSeconds(15), asked.gamma());
    assertTrue(asked.corrections().leaveRejected());
    assertEquals(asked, settings(NodeArguments.leading(asked).toArray(String[]::new)));
  }

  @Test
  void aRangeWithoutItsStrategyIsRefused() {
    assertThrows(ParameterException.class, () -> settings("--gamma=15s"));
    assertThrows(ParameterException.class, () -> settings("--average=tempo", "--gamma=0s"));
    assertThrows(ParameterException.class, () -> settings("--threshold=-1s"));
  }

  private static MasterSettings settings(String... arguments) {
    Holder holder = new Holder();
    new CommandLine(holder)
        .registerConverter(Duration.class, new DurationConverter())
        .parseArgs(arguments);
    return holder.options.settings(0);
  }

  @Command(name = "holder")
  private static final class Holder {
    @Mixin private MasterOptions options;
  }
}
