package berkeley.harness.console;

/** What this program is called, with its version. */
public final class ProgramName {

  private ProgramName() {}

  /** The version, as the build wrote it into the jar: {@code berkeley 0.1.0}. */
  public static String nameAndVersion() {
    String version = ProgramName.class.getPackage().getImplementationVersion();
    return "berkeley " + (version == null ? "(built from classes)" : version);
  }
}
