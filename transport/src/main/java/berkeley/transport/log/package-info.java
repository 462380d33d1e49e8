/** Text that is safe to log, and not too much of it. */
package berkeley.transport.log;
