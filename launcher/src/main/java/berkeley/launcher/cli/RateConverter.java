package berkeley.launcher.cli;

import berkeley.simulator.text.Units;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a rate, {@code 80ppm} or {@code -500ppb}, as parts per million. */
public final class RateConverter implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    try {
      return Units.ppm(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
