package berkeley.bench.hostile;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes the bytes of hostile connections, the same ones from the same seed. For one thread. */
final class HostileInputs {
  private static final int LONG_STRING_BYTES = 200_000;
  private static final int MOST_RANDOM = 600;
  private static final int DEPTH = 400;

  private final TargetPort target;
  private final Random random;
  private final Path mark;

  /**
   * Creates the inputs of one attacker.
   *
   * @param mark the file that foreign code creates where it runs
   */
  HostileInputs(TargetPort target, long seed, Path mark) {
    this.target = target;
    this.random = new Random(seed);
    this.mark = mark;
  }

  InputKind kind() {
    InputKind kind = InputKind.by(random.nextInt(100));
    return target.operations().isEmpty() && kind.isForged() ? InputKind.MUTATED : kind;
  }

  byte[] next(InputKind kind) throws IOException {
    return switch (kind) {
      case RANDOM -> random();
      case TRUNCATED -> truncated();
      case MUTATED -> mutated();
      case FOREIGN -> call(foreign());
      case DEEP -> call(deep());
      case LONG_STRING -> longString();
    };
  }

  private byte[] recorded() {
    return target.recorded().get(random.nextInt(target.recorded().size()));
  }

  private byte[] random() {
    byte[] bytes = new byte[1 + random.nextInt(MOST_RANDOM)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      byte[] valid = recorded();
      int kept = Math.min(bytes.length, random.nextInt(valid.length));
      System.arraycopy(valid, 0, bytes, 0, kept);
    }
    return bytes;
  }

  private byte[] truncated() {
    byte[] valid = recorded();
    return Arrays.copyOf(valid, random.nextInt(valid.length));
  }

  private byte[] mutated() {
    byte[] bytes = recorded().clone();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = spliced(bytes, at, 1 + random.nextInt(8), new byte[0]);
        default -> {
          byte[] more = new byte[1 + random.nextInt(8)];
          random.nextBytes(more);
          bytes = spliced(bytes, at, 0, more);
        }
      }
      if (bytes.length == 0) {
        return bytes;
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, int out, byte[] in) {
    int end = Math.min(bytes.length, at + out);
    byte[] all = new byte[bytes.length - (end - at) + in.length];
    System.arraycopy(bytes, 0, all, 0, at);
    System.arraycopy(in, 0, all, at, in.length);
    System.arraycopy(bytes, end, all, at + in.length, bytes.length - end);
    return all;
  }

  private byte[] call(Serializable argument) throws IOException {
    TargetPort.Operation operation = operation();
    CallBytes call = CallBytes.of(recorded());
    return operation.name().isEmpty()
        ? call.with(operation.number(), operation.hash(), argument)
        : call.with(operation.number(), operation.hash(), operation.name(), argument);
  }

  private byte[] longString() throws IOException {
    TargetPort.Operation operation = operation();
    return CallBytes.of(recorded())
        .withLongString(operation.number(), operation.hash(), LONG_STRING_BYTES);
  }

  private TargetPort.Operation operation() {
    return target.operations().get(random.nextInt(target.operations().size()));
  }

  private Serializable foreign() {
    MarkerObject intruder = new MarkerObject(mark);
    return switch (random.nextInt(4)) {
      case 0 -> intruder;
      case 1 -> new Object[] {intruder};
      case 2 -> new ArrayList<>(List.of(intruder));
      default -> new IllegalStateException("inside", intruder);
    };
  }

  private Serializable deep() {
    return switch (random.nextInt(3)) {
      case 0 -> arrays();
      case 1 -> sets();
      default -> causes(DEPTH);
    };
  }

  private static Serializable arrays() {
    Object[] inner = {};
    for (int i = 0; i < DEPTH; i++) {
      inner = new Object[] {inner, new int[16]};
    }
    return inner;
  }

  /** Returns sets of which each holds the same two: hashing them takes two to the depth steps. */
  private static Serializable sets() {
    HashSet<Object> outermost = new HashSet<>();
    Set<Object> left = outermost;
    Set<Object> right = new HashSet<>();
    for (int i = 0; i < 24; i++) {
      Set<Object> nextLeft = new HashSet<>();
      Set<Object> nextRight = new HashSet<>(List.of("x"));
      link(left, right, nextLeft, nextRight);
      left = nextLeft;
      right = nextRight;
    }
    return outermost;
  }

  private static void link(
      Set<Object> left, Set<Object> right, Set<Object> nextLeft, Set<Object> nextRight) {
    left.add(nextLeft);
    left.add(nextRight);
    right.add(nextLeft);
    right.add(nextRight);
  }

  static Exception causes(int depth) {
    Exception inner = new IllegalStateException("innermost");
    for (int i = 0; i < depth; i++) {
      inner = new IllegalStateException("deeper", inner);
    }
    return inner;
  }
}
