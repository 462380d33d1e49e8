package berkeley.master;

import berkeley.master.Round.Answer;
import java.util.List;

/**
 * How many stand behind a master's cluster time in one round, the master included.
 *
 * <p>A member whose clock is where it could be expected supports it, another one contradicts it. A
 * newcomer knows of nothing that it could hold against it, and is not counted: else a cluster most
 * of which was started anew would never be corrected. One that is wrong by itself is corrected like
 * all. But if more than half of those that count contradict, each by itself, it is the master that
 * has gone wrong. Between the two, a round corrects nobody: too few have answered to tell.
 *
 * @param supporting how many support it
 * @param contradicting how many contradict it
 * @param electorate how many count
 */
public record Support(int supporting, int contradicting, int electorate) {

  /** Counts the answers of a round. */
  public static Support of(List<Answer> answers, Electorate electorate, String master) {
    List<Answer> counted =
        answers.stream().filter(answer -> electorate.counts(answer.id())).toList();
    List<Answer> members = counted.stream().filter(answer -> !answer.newcomer()).toList();
    int supporting = (int) members.stream().filter(Answer::supports).count();
    int others = electorate.isEveryone() ? counted.size() : electorate.others(master);
    int newcomers = counted.size() - members.size();
    return new Support(supporting + 1, members.size() - supporting, others - newcomers + 1);
  }

  /** Returns whether a majority contradicts the master. */
  public boolean isOverruled() {
    return isMajority(contradicting);
  }

  /**
   * Returns whether so many are more than half of those that count.
   *
   * @param members how many, each of whom counts
   */
  public boolean isMajority(long members) {
    return 2 * members > electorate;
  }

  /** Returns whether so many support the master that a round may correct. */
  public boolean isEnough() {
    return 2 * supporting >= electorate;
  }

  /** Returns the count in words. */
  public String text() {
    return "%d of %d support the master, %d contradict it"
        .formatted(supporting, electorate, contradicting);
  }
}
