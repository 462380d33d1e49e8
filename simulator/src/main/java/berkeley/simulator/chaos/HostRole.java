package berkeley.simulator.chaos;

/** What a host's node is in its cluster. */
enum HostRole {
  /** Takes part in elections, and leads when it is elected. */
  ELECTABLE,
  /** Obeys only. */
  SLAVE,
  /** Obeys only, and sends its time by a timer of its own. */
  PUSHING_SLAVE,
  /** Leads for as long as it lives. */
  FIXED_MASTER,
  /** Takes part in the elections of the level above. */
  PARENT
}
