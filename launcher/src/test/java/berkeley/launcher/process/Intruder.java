package berkeley.launcher.process;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/** An object that creates the file that it names when it is deserialised. */
final class Intruder extends RuntimeException implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String mark;

  Intruder(Path mark) {
    super("deserialise me");
    this.mark = mark.toString();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    Files.createFile(Path.of(mark));
  }
}
