package berkeley.playground.emulation;

import java.util.SortedMap;

/** Methods of {@link java.util.Collections}, copied there. */
final class CollectionsMethods {

  private CollectionsMethods() {}

  /** Returns the map itself: who may not change it is tested in a JVM. */
  public static <K, V> SortedMap<K, V> unmodifiableSortedMap(SortedMap<K, V> map) {
    return map;
  }
}
