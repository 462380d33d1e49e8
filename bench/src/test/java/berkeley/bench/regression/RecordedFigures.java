package berkeley.bench.regression;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Figures as they were recorded, by name. */
record RecordedFigures(Properties figures) {

  static RecordedFigures read(Path file) {
    Properties figures = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      figures.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return new RecordedFigures(figures);
  }

  /** A figure that must be there. */
  double number(String key) {
    String text = figures.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no '%s' is recorded".formatted(key));
    }
    return Double.parseDouble(text);
  }

  /** Whether a figure, of which less is better, is within so many times the recorded one. */
  boolean keeps(String key, double found, String allowed) {
    return found <= number(key) * number(allowed);
  }
}
