/**
 * The types of the view, for the compiler that checks them (`tsc --checkJs`); there is nothing to run here. The lines of a record are described
 * in docs/record.md. Times are seconds since the record began; a key that ends in `_ns`, and a value called offset, bound, delta or rtt, is nanoseconds.
 * An offset is positive where the named clock is ahead.
 *
 * @typedef {{kind: string, at_ns?: number, [key: string]: any}} Line a line of a record, parsed
 *
 * @typedef {object} Member what a round found out about one member
 * @property {string} id
 * @property {"ACCEPTED" | "REJECTED" | "NEWCOMER" | "UNREACHABLE"} outcome
 * @property {string} [reason]
 * @property {number} offset_ns
 * @property {number} error_bound_ns
 * @property {number} rtt_ns
 * @property {number} delta_ns
 * @property {number} [true_error_ns] the measured offset less the true one
 *
 * @typedef {object} Round
 * @property {number} at when it was seen
 * @property {number} at_ns
 * @property {number} round
 * @property {number} term
 * @property {string} master
 * @property {number} duration_ns
 * @property {number} agreed_offset_ns
 * @property {number} master_delta_ns
 * @property {number | null} spread_ns
 * @property {Member[]} members
 *
 * @typedef {object} Happening an event of the record
 * @property {number} at
 * @property {"state" | "election" | "outcome" | "silence" | "arrival" | "fault" | "reference"} event
 * @property {string} id
 * @property {string} text
 * @property {boolean} [heals] whether it ends something
 * @property {boolean} [begins] whether a fault begins with it
 *
 * @typedef {object} FaultChange a fault that begins or ends
 * @property {number} at
 * @property {string} id
 * @property {string} fault
 * @property {boolean} inForce
 * @property {Record<string, number>} amounts
 *
 * @typedef {object} Sample what was seen of a node at one look
 * @property {number} at
 * @property {boolean} silent whether it did not answer; then the rest is empty
 * @property {string} incarnation
 * @property {string} role
 * @property {string} state
 * @property {number} term
 * @property {string} master
 * @property {number} time_s node time, seconds since 1970
 * @property {number} phase node time less the host's counter, nanoseconds from a common origin: differences between nodes of one host are exact
 * @property {number} ticks_s the host's counter, seconds from the same origin
 * @property {number | null} offset against cluster time
 * @property {boolean} continued whether cluster time was continued there, since its master did not answer
 * @property {number | null} bound
 * @property {number} frequency ppm
 * @property {number} slew ppm
 *
 * @typedef {{at: number, kind: "round" | "event", round: Round | null, events: Happening[], first: number}} Moment something to stop at;
 *   first counts the stops before it
 * @typedef {{moment: Moment, step: number}} Stop a round has four steps, an event one
 * @typedef {{stop: Stop | null, progress: number}} Cursor null is the newest that is known; progress runs from 0 to 1 within a step
 *
 * @typedef {object} NodeView
 * @property {string} id
 * @property {number} index of its seat, for life
 * @property {boolean} leads
 * @property {boolean} answers
 * @property {string} state
 * @property {string} incarnation
 * @property {{text: string, kind: "fault" | "note"}[]} chips
 * @property {number | null} time_s what its clock shows, seconds since 1970
 * @property {number | null} ghost_s what it showed before a step, or says where it lies
 * @property {boolean} lies
 * @property {number | null} offset the one offset of this node at this moment
 * @property {number | null} bound
 * @property {number | null} agreed
 * @property {number | null} delta
 * @property {boolean} stepped
 * @property {Member | null} member what the round found out about it
 * @property {number | null} frequency
 * @property {number | null} slew
 * @property {number | null} term
 * @property {number | null} seenAt when it answered last
 *
 * @typedef {object} Status
 * @property {"waiting" | "live" | "electing" | "none" | "ended"} kind
 * @property {string} text
 *
 * @typedef {object} Presence
 * @property {string[]} members those that take part, as far as the newest master knew
 * @property {string[]} answering
 * @property {string} leader empty where nobody leads
 * @property {number} term
 * @property {number} together how many of them reach one another, as far as cuts are known
 * @property {boolean} isSplit
 * @property {number} needed
 * @property {boolean} elects whether the nodes choose their master
 *
 * @typedef {object} View all that is shown at one moment
 * @property {number} at
 * @property {Stop | null} stop
 * @property {number} step 0 to 3 in a round, 4 after it
 * @property {number} progress
 * @property {"round" | "between" | "nothing"} phase
 * @property {Status} status
 * @property {Presence} presence
 * @property {Round | null} round the newest up to this moment
 * @property {NodeView[]} nodes
 * @property {{ns: number | null, of: number, without: string[]}} spread
 * @property {number} scale one turn of the ring, nanoseconds
 * @property {string} against whose clock is at 12 o'clock of the ring
 * @property {string} title
 * @property {string} average the strategy; empty where it is not known
 */
export {};
