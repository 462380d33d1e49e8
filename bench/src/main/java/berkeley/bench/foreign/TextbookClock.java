package berkeley.bench.foreign;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** What the textbook's slave offers its master. */
interface TextbookClock extends Remote {
  /** The slave's time, in nanoseconds since the Unix epoch. */
  long getTime() throws RemoteException;

  /** Moves the slave's clock by so much, at once. */
  void adjust(long deltaNanos) throws RemoteException;
}
