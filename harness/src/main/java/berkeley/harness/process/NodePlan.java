package berkeley.harness.process;

import java.time.Duration;

/**
 * What a node starts with.
 *
 * @param id its name
 * @param offset by how much its clock is ahead at the start, behind when negative
 * @param driftPpm by how much its oscillator runs fast, in parts per million
 */
public record NodePlan(String id, Duration offset, double driftPpm) {}
