package berkeley.harness.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The files of the live page and of the report, which are part of the jar. */
public final class PageAssets {

  private static final String CHARTS = "org.webjars.npm/uplot";

  private PageAssets() {}

  /**
   * Returns one of our own files.
   *
   * @param name such as {@code theme.css}
   */
  public static String text(String name) {
    return read("berkeley/harness/dashboard/" + name);
  }

  /** Returns the chart library's script. */
  public static String chartLibrary() {
    return read(chartFile("uPlot.iife.min.js"));
  }

  /** Returns the chart library's style. */
  public static String chartLibraryStyle() {
    return read(chartFile("uPlot.min.css"));
  }

  /** Returns the path of a library's file, in a folder that is named by the library's version. */
  private static String chartFile(String name) {
    Properties about = new Properties();
    try (InputStream in = open("META-INF/maven/" + CHARTS + "/pom.properties")) {
      about.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "META-INF/resources/webjars/uplot/%s/dist/%s"
        .formatted(about.getProperty("version"), name);
  }

  private static String read(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = PageAssets.class.getClassLoader().getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException(path + " is missing from the class path");
    }
    return in;
  }
}
