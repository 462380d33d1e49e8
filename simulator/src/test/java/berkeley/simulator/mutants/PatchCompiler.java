package berkeley.simulator.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles patched sources in memory, against the classes that the tests run with.
 *
 * <p>A constant that other classes use is patched in vain: they have its value compiled in.
 */
final class PatchCompiler {

  private static final Path PROJECT =
      Files.isDirectory(Path.of("node/src")) ? Path.of("") : Path.of("..");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  /** Returns the classes of the patched files, by their names. */
  Map<String, byte[]> compile(DeliberateDefect defect) throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (DeliberateDefect.Edit edit : defect.edits()) {
      String before = sources.get(edit.file());
      String source = before != null ? before : Files.readString(PROJECT.resolve(edit.file()));
      sources.put(edit.file(), edit.applyTo(source));
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (CompiledClasses files =
        new CompiledClasses(compiler.getStandardFileManager(problems, null, null))) {
      List<JavaFileObject> units =
          sources.entrySet().stream()
              .<JavaFileObject>map(file -> new PatchedSource(file.getKey(), file.getValue()))
              .toList();
      List<String> options = List.of("-proc:none", "-nowarn", "--release", "17");
      if (!compiler.getTask(null, files, problems, options, null, units).call()) {
        String errors =
            problems.getDiagnostics().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
        throw new IllegalStateException(defect.title() + " does not compile:\n" + errors);
      }
      return files.bytes();
    }
  }

  private static final class PatchedSource extends SimpleJavaFileObject {
    private final String text;

    PatchedSource(String file, String text) {
      super(URI.create("string:///" + file.substring(file.indexOf("berkeley/"))), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }

  private static final class CompiledClasses extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    CompiledClasses(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("string:///" + name + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }

    Map<String, byte[]> bytes() {
      Map<String, byte[]> classes = new HashMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }
}
