package example.pages;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The blocks of Java on a page, as one class: a block that declares a class becomes one, every
 * other block a method, which {@code main} runs by its number.
 */
final class CodeBlocks {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");

  private static final List<String> IMPORTS =
      List.of(
          "berkeley.api.*",
          "berkeley.micrometer.*",
          "berkeley.recipes.hlc.*",
          "berkeley.recipes.id.*",
          "berkeley.recipes.lease.*",
          "berkeley.recipes.schedule.*",
          "berkeley.slave.*",
          "berkeley.testing.*",
          "io.micrometer.prometheusmetrics.*",
          "java.io.IOException",
          "java.net.InetAddress",
          "java.nio.file.Path",
          "java.sql.*",
          "java.time.Duration",
          "java.time.Instant",
          "java.util.Optional",
          "java.util.UUID",
          "java.util.concurrent.CountDownLatch",
          "javax.sql.DataSource");

  private final List<String> types = new ArrayList<>();
  private final List<String> methods = new ArrayList<>();

  private CodeBlocks(String page) {
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String code = block.group(1);
      (code.startsWith("final class ") ? types : methods).add(code);
    }
  }

  static CodeBlocks of(Path page) throws IOException {
    return new CodeBlocks(Files.readString(page));
  }

  /** Returns how many can be run. */
  int count() {
    return methods.size();
  }

  /** Returns a block that can be run. */
  String method(int number) {
    return methods.get(number);
  }

  /**
   * Compiles all blocks.
   *
   * @param changes what replaces what in them, in turns: addresses, for example
   * @return what the compiler complains of; empty if nothing
   */
  String compileInto(Path folder, String... changes) throws IOException {
    Path source = folder.resolve("Page.java");
    String code = code();
    for (int i = 0; i < changes.length; i += 2) {
      code = code.replace(changes[i], changes[i + 1]);
    }
    Files.writeString(source, code);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      folder.toString(),
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source.toFile()))
              .call();
      return compiled ? "" : complaints.toString();
    }
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    IMPORTS.forEach(each -> code.append("import %s;%n".formatted(each)));
    code.append(
        """
        public class Page {
          static final org.h2.jdbcx.JdbcDataSource database = new org.h2.jdbcx.JdbcDataSource();
          public static void main(String[] number) throws Exception {
            database.setURL("jdbc:h2:mem:test;DB_CLOSE_DELAY=-1");
            try (Connection connection = database.getConnection()) {
              connection.createStatement().execute(
                  "create table leases(name varchar primary key, holder varchar, fence bigint, expires varchar, epoch bigint, lasts bigint)");
            }
            Page.class.getDeclaredMethod("block" + number[0]).invoke(null);
            System.out.println("DONE");
          }
        """);
    types.forEach(each -> code.append("static ").append(each));
    for (int i = 0; i < methods.size(); i++) {
      code.append("static void block%d() throws Exception {%n".formatted(i));
      code.append(methods.get(i)).append("}\n");
    }
    return code.append("}\n").toString();
  }
}
