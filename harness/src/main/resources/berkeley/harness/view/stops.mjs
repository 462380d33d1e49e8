/**
 * Where one can stop in a record: at the four steps of each round, and where something happened.
 *
 * @import { Moment, Stop } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 */
import { moment as figure } from "./figures.mjs";

export const STEPS = ["Ask", "Estimate", "Agree", "Adjust"];

/** @param {Moment} moment */
export const stepsOf = moment => (moment.kind === "round" ? STEPS.length : 1);

/** The last place to stop; null if there is none. @param {Record} record @returns {Stop | null} */
export function lastStop(record) {
  const moment = record.moments[record.moments.length - 1];
  return moment ? { moment, step: stepsOf(moment) - 1 } : null;
}

/** The number of a stop among those that are kept. @param {Stop} stop */
export const numberOf = stop => stop.moment.first + stop.step;

/**
 * The stop of a number.
 * @param {Record} record
 * @param {number} number
 * @returns {Stop | null}
 */
export function stopAt(record, number) {
  const all = record.moments;
  if (!all.length) return null;
  let low = 0,
    high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].first <= number) low = middle + 1;
    else high = middle;
  }
  const moment = all[Math.max(0, low - 1)];
  return { moment, step: Math.max(0, Math.min(stepsOf(moment) - 1, number - moment.first)) };
}

/**
 * The stop so many further on, or back.
 * @param {Record} record
 * @param {Stop | null} stop null for what is newest
 * @param {number} by
 */
export function step(record, stop, by) {
  const from = stop ?? lastStop(record);
  if (!from) return null;
  return stopAt(record, Math.max(0, Math.min(record.stops - 1, numberOf(from) + (stop || by > 0 ? by : by + 1))));
}

/**
 * The stop that shows a moment of the record.
 * @param {Record} record
 * @param {number} at seconds
 */
export function stopOf(record, at) {
  const moment = record.moments.find(each => each.at >= at - 1e-9) ?? record.moments[record.moments.length - 1];
  return moment ? { moment, step: 0 } : null;
}

/**
 * The stop at a step of a round.
 * @param {Record} record
 * @param {(round: import("./types.mjs").Round) => boolean} which the first that this is true of
 * @param {number} [step]
 * @returns {Stop | null}
 */
export function stopAtRound(record, which, step = 0) {
  const moment = record.moments.find(each => each.round !== null && which(each.round));
  return moment ? { moment, step } : null;
}

/** When it is, in seconds since the record began: a round's first three steps were before it was over. @param {Stop} stop */
export function timeOf({ moment, step }) {
  if (!moment.round) return moment.at;
  return step === 3 ? moment.at : Math.max(0, moment.at - ((moment.round.duration_ns / 1e9) * (3 - step)) / 3);
}

/** @param {Stop} stop */
export function wordsOf(stop) {
  const round = stop.moment.round;
  return `${figure(timeOf(stop))} · ${round ? `round ${round.round} of term ${round.term}, step ${stop.step + 1} of 4: ${STEPS[stop.step]}` : stop.moment.events.map(event => event.text).join("; ")}`;
}
