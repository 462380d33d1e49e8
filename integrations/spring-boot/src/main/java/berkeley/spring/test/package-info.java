/** A test slice: a clock that the test steers in the node's place. */
@NullMarked
package berkeley.spring.test;

import org.jspecify.annotations.NullMarked;
