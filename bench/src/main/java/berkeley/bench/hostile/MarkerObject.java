package berkeley.bench.hostile;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An object that creates the file that it names when it is deserialised. */
final class MarkerObject extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String mark;

  MarkerObject(Path mark) {
    super("deserialise me");
    this.mark = mark.toString();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    Files.write(Path.of(mark), new byte[] {1});
  }
}
