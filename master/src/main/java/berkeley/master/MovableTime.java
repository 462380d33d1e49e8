package berkeley.master;

/** Cluster time, as an order or an agreement moves it. For the thread that leads the round. */
public interface MovableTime {

  /** Ends all promises about the rate: those that were given still hold until they run out. */
  void announce();

  /** Takes {@link #announce} back. */
  void conclude();

  /** Ends a move where it is. */
  void stay();

  /** Returns what is left of a move, in nanoseconds; 0 if there is none. */
  long leftNanos();

  /** Returns for how long a move goes on, in nanoseconds; 0 if there is none. */
  long lastsNanos();

  /** Shows intervals from now on, since a majority holds a correction of the epoch. */
  void hold();

  /** A time that nobody moves, as that of a master below another one. */
  MovableTime FIXED =
      new MovableTime() {
        @Override
        public void announce() {
          // it follows its parent
        }

        @Override
        public void conclude() {
          // it follows its parent
        }

        @Override
        public void stay() {
          // it follows its parent
        }

        @Override
        public long leftNanos() {
          return 0;
        }

        @Override
        public long lastsNanos() {
          return 0;
        }

        @Override
        public void hold() {
          // its parent says whether that is so
        }
      };
}
