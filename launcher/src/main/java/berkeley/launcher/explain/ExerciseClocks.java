package berkeley.launcher.explain;

import berkeley.master.explain.ExampleClock;
import berkeley.master.explain.PlainNumbers;
import berkeley.master.explain.TimeNotation;
import berkeley.master.explain.WallTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clocks of an exercise as they are given: {@code 3:00}, {@code b=2:50}, {@code 12.5} or {@code
 * c=8+-2}, all in one notation.
 *
 * @param notation the one in which they are given
 * @param clocks the clocks, the master's first
 */
public record ExerciseClocks(TimeNotation notation, List<ExampleClock> clocks) {

  private static final String MASTER = "master";
  private static final Pattern FORM =
      Pattern.compile("(?:([A-Za-z][\\w.-]*)=)?(.+?)(?:(?:\\+-|\u00b1)(.+))?");

  /** Copies the list. */
  public ExerciseClocks {
    clocks = List.copyOf(clocks);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException telling which one is wrong and how to write it
   */
  public static ExerciseClocks parse(List<String> texts) {
    boolean anyTime = texts.stream().anyMatch(text -> text.contains(":"));
    TimeNotation notation = anyTime ? new WallTimes() : new PlainNumbers();
    List<ExampleClock> clocks = new ArrayList<>();
    for (String text : texts) {
      if (text.startsWith("--")) {
        throw new IllegalArgumentException("'%s' is not an option of this command".formatted(text));
      }
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new IllegalArgumentException("a clock is empty; write 3:00, or 185");
      }
      String name = form.group(1) == null ? name(clocks.size()) : form.group(1);
      if (anyTime && !form.group(2).contains(":")) {
        throw new IllegalArgumentException(
            "'%s' is a plain number among times; write all clocks in the same way"
                .formatted(form.group(2)));
      }
      long bound = form.group(3) == null ? 0 : notation.parseDifference(form.group(3));
      clocks.add(new ExampleClock(name, notation.parseTime(form.group(2)), bound));
    }
    return new ExerciseClocks(notation, clocks);
  }

  /** Returns the name of a clock that is given without one: master, a, b, to z, a1 and so on. */
  private static String name(int index) {
    if (index == 0) {
      return MASTER;
    }
    int letter = (index - 1) % 26;
    int pass = (index - 1) / 26;
    return (char) ('a' + letter) + (pass == 0 ? "" : Integer.toString(pass));
  }
}
