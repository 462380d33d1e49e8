package berkeley.launcher.cli;

import berkeley.api.RegistryAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses {@code HOST:PORT}. */
public final class RegistryConverter implements ITypeConverter<RegistryAddress> {

  @Override
  public RegistryAddress convert(String text) {
    try {
      return RegistryAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
