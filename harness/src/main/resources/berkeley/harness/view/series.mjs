/**
 * The figures over time in columns, as the plots draw them: a row for each look, and for each node its offset, the edges of its bound and its
 * frequency. `undefined` is a node that was not looked at just then, `null` one of which nothing is known: the line breaks there. Before a step a
 * row repeats the value that it leaves, so that a step is drawn as one.
 *
 * @import { Sample } from "./types.mjs"
 * @typedef {(number | null | undefined)[]} Column
 */

const JUST_BEFORE_S = 1e-6;
/** @type {("offset" | "high" | "low" | "frequency")[]} */
const NAMES = ["offset", "high", "low", "frequency"];

export class Series {
  constructor() {
    /** @type {number[]} */
    this.times = [];
    /** The largest difference between two clocks at each look. @type {Column} */
    this.spread = [];
    /** @type {Map<string, {offset: Column, high: Column, low: Column, frequency: Column}>} */
    this.columns = new Map();
  }

  /** @param {string} id */
  add(id) {
    const empty = () => /** @type {Column} */ (new Array(this.times.length).fill(undefined));
    this.columns.set(id, { offset: empty(), high: empty(), low: empty(), frequency: empty() });
  }

  /**
   * Adds a node's figures.
   * @param {string} id
   * @param {Sample} sample
   * @param {boolean} stepped whether its clock jumped since the sample before
   * @param {boolean} breaks whether its line does not go on from there: another life, another reference
   */
  put(id, sample, stepped, breaks) {
    const row = this.row(sample.at, (stepped || breaks) && this.times.length > 0),
      column = this.of(id);
    if (breaks) for (const name of NAMES) column[name][row - 1] = null;
    else if (stepped) for (const name of NAMES) column[name][row - 1] = newest(column[name], row - 2);
    const known = sample.offset !== null && sample.bound !== null;
    column.offset[row] = sample.offset;
    column.high[row] = known ? Number(sample.offset) + Number(sample.bound) : null;
    column.low[row] = known ? Number(sample.offset) - Number(sample.bound) : null;
    column.frequency[row] = sample.frequency;
  }

  /**
   * Breaks a node's line.
   * @param {string} id
   * @param {number} at
   */
  silence(id, at) {
    const row = this.row(at, false),
      column = this.of(id);
    for (const name of NAMES) column[name][row] = null;
  }

  /** Breaks all lines, at a gap. */
  cut() {
    if (!this.times.length) return;
    const row = this.row(this.times[this.times.length - 1] + JUST_BEFORE_S, false);
    for (const column of this.columns.values()) for (const name of NAMES) column[name][row] = null;
  }

  /**
   * Drops the rows between two times, and breaks the lines there.
   * @param {number} from
   * @param {number} until
   */
  forget(from, until) {
    const first = this.times.findIndex(at => at > from),
      past = this.times.findIndex(at => at >= until);
    if (first < 0 || past - first < 2) return;
    this.times.splice(first + 1, past - first - 1);
    this.spread.splice(first + 1, past - first - 1);
    this.spread[first] = null;
    for (const column of this.columns.values()) {
      for (const name of NAMES) {
        column[name].splice(first + 1, past - first - 1);
        column[name][first] = null;
      }
    }
  }

  /** @param {string} id */
  of(id) {
    const column = this.columns.get(id);
    if (!column) throw new Error("no column for " + id);
    return column;
  }

  /**
   * The row of a time, a new one if need be; with a row just before it where that is asked for.
   * @param {number} at
   * @param {boolean} withOneBefore
   */
  row(at, withOneBefore) {
    const last = this.times.length - 1;
    if (last < 0 || at > this.times[last]) {
      if (last >= 0) this.spread[last] = this.spreadAt(last);
      this.insert(last + 1, at);
    }
    const row = this.times.length - 1,
      before = this.times[row] - JUST_BEFORE_S;
    if (!withOneBefore || (row > 0 && this.times[row - 1] >= before)) return row;
    this.insert(row, before);
    return row + 1;
  }

  /** @param {number} row */
  spreadAt(row) {
    let least = Infinity,
      most = -Infinity;
    for (const { offset } of this.columns.values()) {
      const value = offset[row];
      if (typeof value === "number") {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return most > least ? most - least : undefined;
  }

  /** @param {number} row @param {number} at */
  insert(row, at) {
    this.times.splice(row, 0, at);
    this.spread.splice(row, 0, undefined);
    for (const column of this.columns.values()) for (const name of NAMES) column[name].splice(row, 0, undefined);
  }
}

/** @param {Column} column @param {number} row */
function newest(column, row) {
  for (let i = row; i >= 0; i--) if (column[i] !== undefined) return column[i];
  return undefined;
}
