package berkeley.playground.emulation;

import java.util.List;
import java.util.Map;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ClassReader;
import org.teavm.model.MethodReader;
import org.teavm.model.util.ModelUtils;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Adds methods that the compiler's class library lacks to classes that it has. Loaded by the
 * compiler, as a service; a method that the library has by itself is left alone.
 */
public final class MissingMethods implements TeaVMPlugin, ClassHolderTransformer {

  private static final Map<String, Class<?>> ADDED =
      Map.of(
          "java.time.Duration", DurationMethods.class,
          "java.util.Collections", CollectionsMethods.class,
          "java.util.concurrent.TimeUnit", TimeUnitMethods.class,
          "java.util.stream.IntStream", IntStreamMethods.class,
          "java.util.stream.LongStream", LongStreamMethods.class);

  @Override
  public void install(TeaVMHost host) {
    host.add(this);
  }

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    Class<?> additions = ADDED.get(type.getName());
    if (additions != null) {
      ClassReader source = context.getHierarchy().getClassSource().get(additions.getName());
      for (MethodReader method : List.copyOf(source.getMethods())) {
        if (!method.getName().equals("<init>") && type.getMethod(method.getDescriptor()) == null) {
          type.addMethod(ModelUtils.copyMethod(method));
        }
      }
    }
  }
}
