package berkeley.bench.contenders;

import java.util.OptionalLong;

/**
 * The result of one look at a group.
 *
 * @param spreadNanos the largest difference between any two clocks at one instant
 * @param centreNanos the mean of all clocks against the host's ticks; empty where there are no
 *     clocks
 * @param wentBack how many clocks went back
 * @param boundNanos the largest bound that a node reported; empty where none reports any
 * @param outside how many were farther from the leader than their bound
 */
record PanelReading(
    long spreadNanos,
    OptionalLong centreNanos,
    int wentBack,
    OptionalLong boundNanos,
    int outside) {}
