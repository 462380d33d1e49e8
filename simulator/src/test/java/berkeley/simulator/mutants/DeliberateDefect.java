package berkeley.simulator.mutants;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A patch of the source that breaks it on purpose.
 *
 * @param title what is wrong with the code then
 * @param weather in which it should be noticed, by the names of {@code simulate chaos --weather}
 * @param breaks the promises that it breaks, by their names in texts
 * @param edits what to replace by what, in which files
 */
record DeliberateDefect(String title, String weather, Set<String> breaks, List<Edit> edits) {

  /**
   * One replacement.
   *
   * @param file the source file, from the project's folder on
   * @param before what stands there once, whatever the white space between its words
   * @param after what is to stand there
   */
  record Edit(String file, String before, String after) {

    /**
     * Applies it.
     *
     * @throws IllegalStateException if the text does not occur exactly once
     */
    String applyTo(String source) {
      String words =
          Arrays.stream(before.trim().split("\\s+"))
              .map(Pattern::quote)
              .collect(Collectors.joining("\\s+"));
      Matcher found = Pattern.compile(words).matcher(source);
      if (!found.find()) {
        throw new IllegalStateException("%s does not contain:%n%s".formatted(file, before));
      }
      int start = found.start();
      int end = found.end();
      if (found.find()) {
        throw new IllegalStateException("%s contains more than once:%n%s".formatted(file, before));
      }
      return source.substring(0, start) + after + source.substring(end);
    }
  }

  /**
   * Reads a list: {@code ## title}, {@code weather: names}, {@code breaks: promises}, and for each
   * replacement {@code file: path}, the old text between {@code <<<<} and {@code ====}, the new one
   * up to {@code >>>>}.
   */
  static List<DeliberateDefect> read(List<String> lines) {
    Map<String, DeliberateDefect> all = new LinkedHashMap<>();
    String title = "";
    String weather = "";
    Set<String> breaks = Set.of();
    String file = "";
    List<Edit> edits = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    StringBuilder reading = null;
    for (String line : lines) {
      if (line.equals("<<<<")) {
        before.setLength(0);
        after.setLength(0);
        reading = before;
      } else if (line.equals("====")) {
        reading = after;
      } else if (line.equals(">>>>")) {
        reading = null;
        edits.add(new Edit(file, before.toString(), after.toString()));
        all.put(title, new DeliberateDefect(title, weather, breaks, List.copyOf(edits)));
      } else if (reading != null) {
        reading.append(line).append('\n');
      } else if (line.startsWith("## ")) {
        title = line.substring(3);
        edits.clear();
      } else if (line.startsWith("weather: ")) {
        weather = line.substring(9);
      } else if (line.startsWith("breaks: ")) {
        breaks = Set.of(line.substring(8).split(", *"));
      } else if (line.startsWith("file: ")) {
        file = line.substring(6);
      } else if (!line.isBlank() && !line.startsWith("# ")) {
        throw new IllegalArgumentException("not understood: " + line);
      }
    }
    return List.copyOf(all.values());
  }
}
