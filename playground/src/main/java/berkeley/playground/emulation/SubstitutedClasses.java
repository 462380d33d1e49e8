package berkeley.playground.emulation;

import java.util.List;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * Names the classes that are compiled in place of others: {@code EmulatedX} of this package for
 * {@code X}. Loaded by the compiler, as a service.
 */
public final class SubstitutedClasses extends SimpleSubstitutionPolicy {

  private static final String HERE = SubstitutedClasses.class.getPackageName();

  private static final List<String> SUBSTITUTED =
      List.of("java.util.concurrent.CountDownLatch", "org.slf4j.LoggerFactory");

  @Override
  public void contribute(SubstitutionSink sink) {
    for (String name : SUBSTITUTED) {
      sink.selectClasses(named(name))
          .replacePackage(name.substring(0, name.lastIndexOf('.')), HERE)
          .simpleNamePrefix("Emulated");
    }
  }
}
