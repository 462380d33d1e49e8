package berkeley.node.driver;

/**
 * Where a group's master is seen by the level above: it is entered there as a slave, for as long as
 * it leads its group. For the node's loop; nothing blocks.
 */
public interface LevelAbove {

  /** Enters the node there; of no effect if it is. */
  void show();

  /** Takes it back; of no effect if it is not there. */
  void hide();
}
