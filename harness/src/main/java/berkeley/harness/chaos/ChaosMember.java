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
 * One name of the cluster: the process that has it, if any, and what is wrong with it just now. For
 * one thread, except {@link #end}.
 */
final class ChaosMember {

  /** What can be wrong with a node. */
  enum Wrong {
    /** No process has the name. */
    DOWN,
    /** A process has it and has not said READY. */
    STARTING,
    /** It is stopped. */
    FROZEN,
    /** Something keeps it from the others, or them from it. */
    CUT_OFF,
    /** It answers with a wrong time. */
    LYING,
    /** Its oscillator has just gone wrong. */
    DRIFTING,
    /** What it sends and hears takes long; it should do its work all the same. */
    SLOW
  }

  private final NodePlan plan;
  private final Set<Wrong> wrongs = EnumSet.of(Wrong.DOWN);
  private volatile Optional<ChildProcess> child = Optional.empty();
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

  /** The process that has the name, or had it last. */
  Optional<ChildProcess> child() {
    return child;
  }

  void started(ChildProcess process) {
    child = Optional.of(process);
    wrongs.clear();
    wrongs.add(Wrong.STARTING);
  }

  /** Takes note of READY; returns whether it is news. */
  boolean noticeReady() {
    return has(Wrong.STARTING)
        && child.flatMap(ChildProcess::ready).isPresent()
        && wrongs.remove(Wrong.STARTING);
  }

  /** Whether it has ended without having been asked to. */
  boolean hasFallen() {
    return !has(Wrong.DOWN) && child.filter(c -> c.exitCode().isPresent()).isPresent();
  }

  void kill() {
    child.ifPresent(ChildProcess::endByForce);
    down();
  }

  void leave() {
    child.ifPresent(ChildProcess::askToEnd);
    down();
  }

  private void down() {
    wrongs.clear();
    wrongs.add(Wrong.DOWN);
  }

  void freeze() throws IOException {
    freezer = Optional.of(ProcessFreezer.stop(child.orElseThrow().pid()));
    wrongs.add(Wrong.FROZEN);
  }

  void thaw() throws IOException {
    if (freezer.isPresent()) {
      freezer.get().thaw();
      freezer = Optional.empty();
    }
    wrongs.remove(Wrong.FROZEN);
  }

  void suffer(InjectedFault fault) throws IOException {
    child.orElseThrow().say(fault.line());
  }

  void mark(Wrong wrong) {
    wrongs.add(wrong);
  }

  void unmark(Wrong wrong) {
    wrongs.remove(wrong);
  }

  boolean has(Wrong wrong) {
    return wrongs.contains(wrong);
  }

  /** Whether nothing at all is wrong with it. */
  boolean isUntouched() {
    return wrongs.isEmpty();
  }

  /** Whether nothing is wrong with it that keeps it from being synchronised. */
  boolean isSound() {
    return wrongs.isEmpty() || (wrongs.size() == 1 && has(Wrong.SLOW));
  }

  /** Whether it can be asked: its process is there and runs. */
  boolean canAnswer() {
    return !has(Wrong.DOWN) && !has(Wrong.STARTING) && !has(Wrong.FROZEN);
  }

  /** Ends the process, also a stopped one; for any thread. */
  void end() {
    child.ifPresent(ChildProcess::endByForce);
  }
}
