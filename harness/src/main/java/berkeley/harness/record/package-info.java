/**
 * What was seen of a cluster, line by line: the format of {@code demo --record} and of what the
 * live page receives, described in docs/record.md. {@link berkeley.simulator.recording} selects
 * what becomes a line; writer and reader here access the file.
 */
@NullMarked
package berkeley.harness.record;

import org.jspecify.annotations.NullMarked;
