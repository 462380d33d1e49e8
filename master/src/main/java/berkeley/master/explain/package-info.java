/**
 * A round as data that can be told: who was asked, what it said, who counted, the average, what
 * each was told, and what it shows then. {@link berkeley.master.explain.ExampleRound} calculates a
 * textbook's or an exam's round; {@link berkeley.master.explain.RoundExplanation} also describes
 * one that a running master has led.
 */
@NullMarked
package berkeley.master.explain;

import org.jspecify.annotations.NullMarked;
