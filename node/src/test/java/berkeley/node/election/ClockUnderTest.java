package berkeley.node.election;

/** What a node's clock knows of cluster time, as the test says. */
final class ClockUnderTest implements ClockKnowledge {

  long epoch;
  long phase;
  boolean mayLead = true;

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long phase() {
    return phase;
  }

  @Override
  public long announcedPhase() {
    return phase;
  }

  @Override
  public boolean mayLead() {
    return mayLead;
  }
}
