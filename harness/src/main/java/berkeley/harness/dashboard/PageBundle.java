package berkeley.harness.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * The modules of the view for a page that is one file: each as a data URL, found by an import map.
 * A browser takes modules from the file system neither by path nor out of one another.
 */
public final class PageBundle {

  private static final String PREFIX = "berkeley/view/";

  private PageBundle() {}

  /**
   * Returns the content of a script of the type {@code importmap}, by which a module of the page
   * imports {@code berkeley/view/app.mjs} and the others.
   */
  public static String importMap() {
    return PageAssets.VIEW_MODULES.stream()
        .map(name -> "\"%s%s.mjs\":\"%s\"".formatted(PREFIX, name, url(name)))
        .collect(Collectors.joining(",\n", "{\"imports\":{\n", "\n}}"));
  }

  private static String url(String name) {
    String text = PageAssets.text("view/" + name + ".mjs").replace("from \"./", "from \"" + PREFIX);
    return "data:text/javascript;base64,"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
