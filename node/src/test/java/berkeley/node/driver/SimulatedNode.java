package berkeley.node.driver;

import berkeley.api.environment.EventLoop;
import berkeley.api.environment.MemberRegistry;
import berkeley.api.environment.Network;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.OvertakenException;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.Statement;
import berkeley.node.election.Election;
import berkeley.node.election.ElectionSettings;
import berkeley.node.election.RulesUnderTest;
import berkeley.node.election.TermFence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One life of a node in a {@link SimulatedCluster}: the driver of its election, on an environment
 * in virtual time, and its faults.
 */
final class SimulatedNode
    implements NodeEnvironment, EventLoop, Network, MemberRegistry, MastershipListener {

  final MemberId id;
  final ElectionDriver driver;
  final TermFence fence = new TermFence();
  private final SimulatedCluster cluster;
  private final double rate;
  private final long originNanos;
  private final Random random;

  /** Events that became due while the process was stopped. */
  private final List<Runnable> backlog = new ArrayList<>();

  private boolean stopped;
  boolean dead;
  private long round;
  private String members;

  SimulatedNode(
      MemberId id,
      SimulatedCluster cluster,
      ElectionSettings settings,
      RulesUnderTest rules,
      Random drawn) {
    this.id = id;
    this.cluster = cluster;
    rate = 1 + (drawn.nextDouble() - 0.5) * 0.02;
    originNanos = drawn.nextLong();
    random = new Random(drawn.nextLong());
    Election election = rules.election(settings, id, fence, random, ticks());
    driver = new ElectionDriver(settings, id, election, this, this);
    members = election.membership().toString();
  }

  boolean leads() {
    return !dead && driver.leads();
  }

  boolean isStopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
  }

  /** Lets the process go on: what became due meanwhile happens now. */
  void resume() {
    stopped = false;
    List<Runnable> late = List.copyOf(backlog);
    backlog.clear();
    late.forEach(this::run);
  }

  /** Lets something happen at this node, now or once its process goes on. */
  private void run(Runnable event) {
    if (dead) {
      return;
    }
    if (stopped) {
      backlog.add(event);
      return;
    }
    event.run();
    cluster.invariants.term(id, fence.term());
    String now = driver.election().membership().toString();
    if (!now.equals(members)) {
      members = now;
      cluster.note(id.name() + " counts " + now);
    }
  }

  /** Corrects another node, as a round does. */
  void correct(SimulatedNode other) {
    Adjustment correction =
        new Adjustment(0, 0, 0, driver.election().term(), ++round, 0, id.name())
            .with(id.incarnation(), Statement.NONE);
    cluster.network.send(
        id.name(), other.id.name(), () -> other.run(() -> other.take(correction, this)));
  }

  private void take(Adjustment correction, SimulatedNode master) {
    try {
      driver.admit(correction);
      fence.accept(correction);
      cluster.invariants.obey(id, correction.term(), correction.master());
    } catch (OvertakenException e) {
      cluster.note("%s has had a later correction".formatted(id.name()));
    } catch (StaleTermException e) {
      cluster.note(
          "%s to %s: refuses correction of term %d, obeys term %d"
              .formatted(id.name(), master.id.name(), e.refusedTerm(), e.obeyedTerm()));
      cluster.network.send(
          id.name(), master.id.name(), () -> master.run(() -> master.driver.refused(e)));
    }
  }

  // The environment.

  @Override
  public long ticks() {
    return originNanos + (long) (cluster.network.nowNanos() * rate);
  }

  @Override
  public long wallNanos() {
    return cluster.network.nowNanos();
  }

  @Override
  public EventLoop loop() {
    return this;
  }

  @Override
  public Network network() {
    return this;
  }

  @Override
  public MemberRegistry members() {
    return this;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void execute(Runnable event) {
    cluster.network.at(cluster.network.nowNanos(), () -> run(event));
  }

  @Override
  public Timer at(long ticks, Runnable event) {
    boolean[] cancelled = {false};
    cluster.network.at(
        (long) Math.ceil((ticks - originNanos) / rate) + 1,
        () ->
            run(
                () -> {
                  if (!cancelled[0]) {
                    event.run();
                  }
                }));
    return () -> cancelled[0] = true;
  }

  /** The way to one life of a node. */
  private record Address(SimulatedNode node) implements PeerAddress {

    @Override
    public boolean describesItself() {
      return true;
    }

    @Override
    public boolean isElectable() {
      return true;
    }

    @Override
    public boolean takesPushes() {
      return false;
    }
  }

  @Override
  public void burst(
      String name,
      PeerAddress to,
      BurstLength length,
      long deadlineTicks,
      Consumer<Reply<List<Probe>>> then) {
    throw new UnsupportedOperationException("no clock is read in these tests");
  }

  @Override
  public <T> void call(
      String name,
      PeerAddress to,
      Request<T> request,
      long deadlineTicks,
      Consumer<Reply<T>> then) {
    SimulatedNode peer = ((Address) to).node();
    cluster.noteRequest(this, name, request);
    boolean[] ended = {false};
    Consumer<Reply<T>> once =
        reply -> {
          if (!ended[0]) {
            ended[0] = true;
            then.accept(reply);
          }
        };
    Timer late = at(deadlineTicks, () -> once.accept(Reply.Lost.late()));
    Consumer<Reply<T>> back =
        reply ->
            cluster.network.send(
                name,
                id.name(),
                () ->
                    execute(
                        () -> {
                          late.cancel();
                          once.accept(reply);
                        }));
    cluster.network.send(
        id.name(),
        name,
        () -> {
          if (peer.dead) {
            back.accept(new Reply.Lost<>("no such process", true));
          } else {
            peer.run(() -> back.accept(new Reply.Value<>(peer.answer(this, request))));
          }
        });
  }

  @SuppressWarnings("unchecked") // each kind of request has its own kind of answer
  private <T> T answer(SimulatedNode asker, Request<T> request) {
    Object answer;
    if (request instanceof Request.Vote vote) {
      answer = driver.vote(vote.request());
    } else if (request instanceof Request.Beat beat) {
      answer = driver.heartbeat(beat.heartbeat());
    } else if (request instanceof Request.Farewell farewell) {
      driver.leave(farewell.leave());
      answer = Request.Done.DONE;
    } else {
      throw new IllegalStateException("not asked in an election: " + request);
    }
    cluster.noteAnswer(this, asker, answer);
    return (T) answer;
  }

  @Override
  public int nearCallsAtOnce() {
    return 6;
  }

  @Override
  public void read(Set<String> settled, long deadlineTicks, Consumer<Listing> then) {
    Listing found = cluster.listingFor(this, settled, Address::new);
    execute(() -> then.accept(found));
  }

  @Override
  public void enter(Consumer<Boolean> then) {
    execute(() -> then.accept(true));
  }

  @Override
  public void takeOut(String name, PeerAddress gone) {
    // The dead are listed for three periods, whatever anybody does.
  }

  @Override
  public void leave(Runnable then) {
    execute(then);
  }

  // What the election comes to.

  @Override
  public void electionStep(long term, String step, String master) {
    switch (step) {
      case "ELECTED" -> {
        cluster.note("%s LEADS term %d".formatted(id.name(), term));
        cluster.invariants.master(this, term, cluster.nodes.values());
      }
      case "STEPPED_DOWN" -> cluster.note("%s STEPS DOWN from term %d".formatted(id.name(), term));
      case "FOLLOWING" -> {
        cluster.note("%s follows %s in term %d".formatted(id.name(), master, term));
        cluster.invariants.obey(id, term, master);
      }
      case "MASTER_SILENT" ->
          cluster.note("%s gives up %s of term %d".formatted(id.name(), master, term));
      default -> throw new IllegalStateException("unknown step " + step);
    }
  }

  @Override
  public void lead(long term, boolean keptItsRate) {
    // Told by the step.
  }

  @Override
  public void stepDown(long term) {
    // Told by the step.
  }

  @Override
  public void follow(long term, String master) {
    // Told by the step.
  }

  @Override
  public void prolong(long untilTicks) {
    // The driver is asked.
  }

  @Override
  public void forgetTime() {
    cluster.note(id.name() + " forgets cluster time");
  }

  /** Begins. */
  void start() {
    run(driver::start);
  }

  /** Gives up its mastership, as an operator asks. */
  void askToStepDown() {
    run(
        () -> {
          boolean unused = driver.stepDown();
        });
  }

  /** Leaves in good order. */
  void close(Runnable then) {
    run(() -> driver.close(then));
  }
}
