/** A node and its clock as beans of a Spring Boot application. */
@NullMarked
package berkeley.spring;

import org.jspecify.annotations.NullMarked;
