package berkeley.recipes.id;

import java.io.IOException;

/** A mark that outlives its generators, and fails when it is told to. */
final class MemoryMark implements HighWaterMark {

  private long stored = Long.MIN_VALUE;
  private boolean fails;
  int stores;

  void fail(boolean now) {
    fails = now;
  }

  @Override
  public long load() {
    return stored;
  }

  @Override
  public void store(long mark) throws IOException {
    if (fails) {
      throw new IOException("the disk is full");
    }
    stored = mark;
    stores++;
  }
}
