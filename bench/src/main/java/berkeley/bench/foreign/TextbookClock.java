package berkeley.bench.foreign;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** The remote interface of the textbook's slave. */
interface TextbookClock extends Remote {
  /** Returns the slave's time, in nanoseconds since the Unix epoch. */
  long getTime() throws RemoteException;

  /** Steps the slave's clock. */
  void adjust(long deltaNanos) throws RemoteException;
}
