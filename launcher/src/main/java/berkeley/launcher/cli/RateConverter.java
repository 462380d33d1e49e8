package berkeley.launcher.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a rate, {@code 80ppm} or {@code -500ppb}, as parts per million. */
public final class RateConverter implements ITypeConverter<Double> {

  private static final Pattern FORM =
      Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))\\s*(ppm|ppb|)");

  @Override
  public Double convert(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new TypeConversionException(
          "'%s' is not a rate; write a number and a unit: 80ppm, -0.5ppm, 200ppb".formatted(text));
    }
    double number = Double.parseDouble(form.group(1));
    if (form.group(2).isEmpty() && number != 0) {
      throw new TypeConversionException("'%s' has no unit; write %<sppm".formatted(text));
    }
    return form.group(2).equals("ppb") ? number / 1_000 : number;
  }
}
