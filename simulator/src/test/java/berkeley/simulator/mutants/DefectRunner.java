package berkeley.simulator.mutants;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts deliberate defects through chaos.
 *
 * <p>A defect dies in a seed that breaks a promise, or an invariant, which the code as it is breaks
 * in none of the seeds of that weather.
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
   * @param deaths the first thing seen of each seed in which it died
   */
  record Fate(String title, int seeds, List<String> deaths) {

    boolean isDead() {
      return !deaths.isEmpty();
    }

    @Override
    public String toString() {
      return "%-70s died in %d of %d seed(s)%s"
          .formatted(title, deaths.size(), seeds, isDead() ? ": " + deaths.get(0) : "");
    }
  }

  Fate run(DeliberateDefect defect) throws IOException, ReflectiveOperationException {
    Map<String, String> sound = sound(defect.weather());
    ClassLoader patched = new PatchedClasses(compiler.compile(defect));
    List<String> deaths = new ArrayList<>();
    int seed = 0;
    while (seed < seeds && (all || deaths.isEmpty())) {
      seed++;
      Map<String, String> broken = new TreeMap<>(run(patched, defect.weather(), seed));
      broken.keySet().removeAll(sound.keySet());
      if (!broken.isEmpty()) {
        deaths.add("seed %d, %s".formatted(seed, broken.values().iterator().next()));
      }
    }
    return new Fate(defect.title(), seed, deaths);
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
