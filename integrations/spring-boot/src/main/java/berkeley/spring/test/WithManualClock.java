package berkeley.spring.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * Makes a test of a Spring application use a {@link berkeley.testing.ManualSynchronizedClock} in
 * place of a node: it is the bean for {@link java.time.Clock}, and can be injected to steer it.
 *
 * <pre>{@code
 * @SpringBootTest
 * @WithManualClock
 * class OrdersTest {
 *   @Autowired ManualSynchronizedClock clock;
 * }
 * }</pre>
 *
 * <p>Needs {@code berkeley-testing} in scope test. The clock begins at the start of the test's
 * context, SYNCHRONISED, without a bound.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@TestPropertySource(properties = {"berkeley.enabled=false", "berkeley.manual-clock=true"})
public @interface WithManualClock {}
