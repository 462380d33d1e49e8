package berkeley.simulator.mutants;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts deliberate defects through chaos.
 *
 * <p>A defect dies in a seed that breaks one of the promises that it is said to break, and which
 * the code as it is breaks in none of the seeds of that weather. It is dead once it has broken each
 * of them.
 */
final class DefectRunner {

  private final PatchCompiler compiler = new PatchCompiler();
  private final Map<String, Map<String, String>> soundByWeather = new TreeMap<>();
  private final Duration duration;
  private final int seeds;
  private final boolean all;

  /**
   * Prepares a runner.
   *
   * @param duration virtual time of each seed
   * @param seeds how many seeds at most, from 1 on
   * @param all whether to go on after the first seed in which a defect has died
   */
  DefectRunner(Duration duration, int seeds, boolean all) {
    this.duration = duration;
    this.seeds = seeds;
    this.all = all;
  }

  /**
   * What became of a defect.
   *
   * @param title the defect
   * @param seeds how many seeds were run
   * @param deaths in how many it died
   * @param survived the promises that it was to break and did not
   * @param first the first thing seen
   */
  record Fate(String title, int seeds, int deaths, Set<String> survived, String first) {

    boolean isDead() {
      return survived.isEmpty();
    }

    @Override
    public String toString() {
      return "%-70s died in %d of %d seed(s)%s%s"
          .formatted(
              title,
              deaths,
              seeds,
              survived.isEmpty() ? "" : ", and did not break " + survived,
              first.isEmpty() ? "" : ": " + first);
    }
  }

  Fate run(DeliberateDefect defect) throws IOException, ReflectiveOperationException {
    Set<String> sound = sound(defect.weather()).keySet();
    ClassLoader patched = new PatchedClasses(compiler.compile(defect));
    Set<String> survived = new TreeSet<>(defect.breaks());
    String first = "";
    int deaths = 0;
    int seed = 0;
    while (seed < seeds && (all || !survived.isEmpty())) {
      seed++;
      Map<String, String> broken = new TreeMap<>(run(patched, defect.weather(), seed));
      broken.keySet().retainAll(defect.breaks());
      broken.keySet().removeAll(sound);
      survived.removeAll(broken.keySet());
      if (!broken.isEmpty()) {
        deaths++;
        String seen = "seed %d, %s".formatted(seed, broken.values().iterator().next());
        first = first.isEmpty() ? seen : first;
      }
    }
    return new Fate(defect.title(), seed, deaths, survived, first);
  }

  /** Returns what the code as it is breaks in a weather. */
  private Map<String, String> sound(String weather) throws ReflectiveOperationException {
    Map<String, String> broken = soundByWeather.get(weather);
    if (broken == null) {
      broken = new TreeMap<>();
      for (int seed = 1; seed <= seeds; seed++) {
        broken.putAll(run(getClass().getClassLoader(), weather, seed));
      }
      soundByWeather.put(weather, broken);
    }
    return broken;
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> run(ClassLoader loader, String weather, long seed)
      throws ReflectiveOperationException {
    Method run =
        loader
            .loadClass(WatchedRun.class.getName())
            .getMethod("run", String.class, Duration.class, long.class);
    return (Map<String, String>) run.invoke(null, weather, duration, seed);
  }
}
