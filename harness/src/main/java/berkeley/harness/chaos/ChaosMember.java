package berkeley.harness.chaos;

import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.InjectedFault;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessFreezer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One name of the cluster: the process that has it, if any, and what is wrong with it now. For one
 * thread.
 */
final class ChaosMember {

  /** What can be wrong with a node. */
  enum Impairment {
    /** No process has the name. */
    DOWN,
    /** A process has it and has not printed READY. */
    STARTING,
    /** The process is stopped. */
    FROZEN,
    /** The others do not reach it, or it does not reach them. */
    CUT_OFF,
    /** It answers with a wrong time. */
    LYING,
    /** Its oscillator has just become wrong. */
    DRIFTING,
    /** Its messages take long, either way; it has to stay synchronised all the same. */
    SLOW
  }

  private final NodePlan plan;
  private final Set<Impairment> impairments = EnumSet.of(Impairment.DOWN);
  private Optional<ChildProcess> process = Optional.empty();
  private Optional<ProcessFreezer> freezer = Optional.empty();

  ChaosMember(NodePlan plan) {
    this.plan = plan;
  }

  String id() {
    return plan.id();
  }

  NodePlan plan() {
    return plan;
  }

  /** Returns the process that has the name, or had it last. */
  Optional<ChildProcess> process() {
    return process;
  }

  /** Records that a process was started under the name. */
  void started(ChildProcess child) {
    process = Optional.of(child);
    impairments.clear();
    impairments.add(Impairment.STARTING);
  }

  /** Records the READY line, if it has come; returns whether it has come just now. */
  boolean updateReady() {
    return has(Impairment.STARTING)
        && process.flatMap(ChildProcess::ready).isPresent()
        && impairments.remove(Impairment.STARTING);
  }

  /** Returns whether the process has ended without having been asked to. */
  boolean hasEndedByItself() {
    return !has(Impairment.DOWN) && process.filter(p -> p.exitCode().isPresent()).isPresent();
  }

  void kill() {
    process.ifPresent(ChildProcess::kill);
    markDown();
  }

  void leave() {
    process.ifPresent(ChildProcess::askToEnd);
    markDown();
  }

  private void markDown() {
    impairments.clear();
    impairments.add(Impairment.DOWN);
  }

  void freeze() throws IOException {
    freezer = Optional.of(ProcessFreezer.stop(process.orElseThrow().pid()));
    impairments.add(Impairment.FROZEN);
  }

  void thaw() throws IOException {
    if (freezer.isPresent()) {
      freezer.get().thaw();
      freezer = Optional.empty();
    }
    impairments.remove(Impairment.FROZEN);
  }

  void inject(InjectedFault fault) throws IOException {
    process.orElseThrow().send(fault.line());
  }

  void mark(Impairment impairment) {
    impairments.add(impairment);
  }

  void unmark(Impairment impairment) {
    impairments.remove(impairment);
  }

  boolean has(Impairment impairment) {
    return impairments.contains(impairment);
  }

  /** Returns whether nothing at all is wrong with it. */
  boolean isUnimpaired() {
    return impairments.isEmpty();
  }

  /** Returns whether nothing is wrong with it that keeps it from being synchronised. */
  boolean isSound() {
    return impairments.isEmpty() || (impairments.size() == 1 && has(Impairment.SLOW));
  }

  /** Returns whether its process is ready and runs, so that it can be asked. */
  boolean canAnswer() {
    return !has(Impairment.DOWN) && !has(Impairment.STARTING) && !has(Impairment.FROZEN);
  }
}
