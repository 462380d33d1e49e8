/**
 * What a run consists of: how many nodes, for how long, on what oscillators, over what network, and
 * what goes wrong. Read from properties; some scenarios come with the house.
 */
package berkeley.simulator.scenario;
