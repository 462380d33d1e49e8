/** The node's health, where the application has the actuator. */
@NullMarked
package berkeley.spring.health;

import org.jspecify.annotations.NullMarked;
