/**
 * The election by priority that textbooks have, the bully algorithm (H. Garcia-Molina, Elections in
 * a distributed computing system, IEEE Transactions on Computers C-31(1), 1982), beside the
 * election of this project, in the same network and under the same faults: for courses, and to see
 * what each costs.
 */
@NullMarked
package berkeley.simulator.bully;

import org.jspecify.annotations.NullMarked;
