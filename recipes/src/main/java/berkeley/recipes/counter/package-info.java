/** What hybrid clocks and ids share: numbers that only rise, and follow time. */
@NullMarked
package berkeley.recipes.counter;

import org.jspecify.annotations.NullMarked;
