/**
 * What a node tells those who watch it: listeners of its clock, JMX, and JDK Flight Recorder, with
 * one event for each round that it leads, each correction, each change of state and each step of an
 * election. While nothing records, each costs one check of a flag. In {@code jfr print} they are
 * {@code berkeley.Round} and so on.
 */
@NullMarked
package berkeley.slave.telemetry;

import org.jspecify.annotations.NullMarked;
