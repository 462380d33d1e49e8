package berkeley.harness.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modules of the view for a page that is one file: each as a data URL, found by an import map.
 * A browser takes modules from the file system neither by path nor out of one another.
 */
public final class PageBundle {

  private static final String PREFIX = "berkeley/";

  private PageBundle() {}

  /**
   * Returns the content of a script of the type {@code importmap}, by which a module of the page
   * imports {@code berkeley/view/app.mjs} and the others.
   *
   * @param more modules beside the view's, with their folder, such as {@code playground/pace}
   */
  public static String importMap(String... more) {
    return Stream.concat(
            PageAssets.VIEW_MODULES.stream().map(name -> "view/" + name), Stream.of(more))
        .map(name -> "\"%s%s.mjs\":\"%s\"".formatted(PREFIX, name, url(name)))
        .collect(Collectors.joining(",\n", "{\"imports\":{\n", "\n}}"));
  }

  private static String url(String name) {
    String folder = name.substring(0, name.indexOf('/') + 1);
    String text =
        PageAssets.text(name + ".mjs")
            .replace("from \"./", "from \"" + PREFIX + folder)
            .replace("from \"../", "from \"" + PREFIX);
    return "data:text/javascript;base64,"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
