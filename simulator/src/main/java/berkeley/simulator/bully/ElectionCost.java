package berkeley.simulator.bully;

/**
 * What an election costs, as one trial has seen it.
 *
 * @param heartbeatsASecond messages that keep a mastership alive while nothing happens
 * @param killedWithoutNanos how long nobody led after the master was killed
 * @param killedMessages messages about the election then
 * @param backChanges how often another node took over when the killed one was back
 * @param backWithoutNanos how long nobody led then
 * @param backMessages messages about elections then
 * @param splitWithoutNanos how long nobody led while the network was split, the master in the
 *     minority
 * @param splitSeveralNanos how long more than one led then
 * @param healedSeveralNanos how long more than one led after it was whole again
 * @param healedMessages messages about elections then
 */
public record ElectionCost(
    double heartbeatsASecond,
    long killedWithoutNanos,
    long killedMessages,
    long backChanges,
    long backWithoutNanos,
    long backMessages,
    long splitWithoutNanos,
    long splitSeveralNanos,
    long healedSeveralNanos,
    long healedMessages) {}
