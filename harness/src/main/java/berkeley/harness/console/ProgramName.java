package berkeley.harness.console;

/** The name and version of this program. */
public final class ProgramName {

  private ProgramName() {}

  /** Returns the name and the version that the build wrote into the jar: {@code berkeley 0.1.0}. */
  public static String nameAndVersion() {
    String version = ProgramName.class.getPackage().getImplementationVersion();
    return "berkeley " + (version == null ? "(built from classes)" : version);
  }
}
