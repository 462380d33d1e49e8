package berkeley.bench.contenders;

import java.util.OptionalLong;

/**
 * What one look at a group showed.
 *
 * @param spreadNanos the largest difference between any two clocks at one instant
 * @param centreNanos the mean of all clocks against the host's ticks; empty where there are no
 *     clocks
 * @param wentBack how many clocks showed less than they had shown before
 * @param boundNanos the largest error that a node admitted; empty where none says any
 * @param outside how many were farther from the leader than they admitted
 */
record PanelReading(
    long spreadNanos,
    OptionalLong centreNanos,
    int wentBack,
    OptionalLong boundNanos,
    int outside) {}
