/**
 * A check of other people's work against the contract of {@link berkeley.api.wire.ClockRemote}: a
 * clock of their own as a master sees it ({@link berkeley.harness.conformance.ClockExaminer}), and
 * a master of their own as three clocks of ours see it ({@link
 * berkeley.harness.conformance.MasterExaminer}). What is found is told in sentences.
 */
@NullMarked
package berkeley.harness.conformance;

import org.jspecify.annotations.NullMarked;
