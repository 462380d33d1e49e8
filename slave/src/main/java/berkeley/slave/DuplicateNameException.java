package berkeley.slave;

/** A living node of that name is registered already. */
public final class DuplicateNameException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Creates a refusal.
   *
   * @param message names the node, the registry and the way out
   */
  public DuplicateNameException(String message) {
    super(message);
  }
}
