package berkeley.bench.result;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes answers: rows to the reader at once, and the whole to a folder at the end.
 *
 * <p>Each document tells where it was measured: Java, system, number of processors.
 */
public final class Results {
  private final Path folder;
  private final PrintStream out;

  /**
   * Creates results in a folder, which is made when it is needed.
   *
   * @param out for the reader
   */
  public Results(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** Prints a part of the answer. */
  public void print(String text) {
    out.print(text);
    out.flush();
  }

  /**
   * Writes {@code name.json} and {@code name.md}, and the table to its place in docs/benchmarks.md,
   * if these are the results of a checkout and it has one.
   *
   * @throws IOException if one of them cannot be written
   */
  public void write(String name, Map<String, Object> document, Table table) throws IOException {
    write(name, document, table, table.toString());
  }

  /**
   * Writes the same, but another text to docs/benchmarks.md.
   *
   * @param documented the table, and what stands below it there
   * @throws IOException if one of them cannot be written
   */
  public void write(String name, Map<String, Object> document, Table table, String documented)
      throws IOException {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("question", name);
    whole.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    whole.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    whole.put("processors", Runtime.getRuntime().availableProcessors());
    whole.putAll(document);
    Files.createDirectories(folder);
    String json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(whole);
    Files.writeString(folder.resolve(name + ".json"), json + "\n");
    Files.writeString(folder.resolve(name + ".md"), table.toString());
    Path page = folder.resolve(Path.of("..", "..", "docs", "benchmarks.md"));
    GeneratedTables.update(page.normalize(), name, documented);
  }

  /**
   * Returns the content of {@code name.json}; empty if there is none.
   *
   * @throws IOException if it cannot be read
   */
  public Map<String, Object> read(String name) throws IOException {
    Path file = folder.resolve(name + ".json");
    return Files.isReadable(file) ? JSON.std.mapFrom(Files.readString(file)) : Map.of();
  }

  /**
   * Writes a plot, {@code name.svg}.
   *
   * @throws IOException if the folder cannot be written to
   */
  public void writePicture(String name, String svg) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".svg"), svg);
  }
}
