package berkeley.harness.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/**
 * The files of the live page and of the report, which are part of the jar. What both share, and
 * needs no server, is in {@code berkeley/harness/view}.
 */
public final class PageAssets {

  private static final String CHARTS = "org.webjars.npm/uplot";
  private static final String FOLDER = "berkeley/harness/";

  /** The modules of {@code view}, each after those that it imports. */
  static final List<String> VIEW_MODULES =
      List.of(
          "types",
          "figures",
          "scale",
          "series",
          "continuation",
          "record",
          "faults",
          "presence",
          "stops",
          "view",
          "words",
          "dom",
          "dial",
          "layout",
          "spokes",
          "stage",
          "votechart",
          "roundpanel",
          "timeline",
          "events",
          "nodetable",
          "plot",
          "plots",
          "menu",
          "orders",
          "lessonchecks",
          "lessons",
          "lessonpanel",
          "header",
          "app");

  private PageAssets() {}

  /**
   * Returns one of our own files.
   *
   * @param name with its folder, such as {@code view/view.css}
   */
  public static String text(String name) {
    try (InputStream in = PageAssets.class.getResourceAsStream("/" + FOLDER + name)) {
      return text(name, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      return text(path, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    return PageAssets.class.getClassLoader().getResourceAsStream(path);
  }

  private static String text(String path, InputStream in) throws IOException {
    if (in == null) {
      throw new IllegalStateException(path + " is missing from the class path");
    }
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
