/**
 * Offsets against cluster time, also while nobody leads. A record tells each offset against the master's clock, as long as that answers. When it
 * does not, cluster time runs on as it ran; since all nodes of one host read one counter, and tell it together with their time, how far each is from
 * that continued line is known all the same.
 *
 * @import { Line, Sample } from "./types.mjs"
 */

/** More than what slewing and oscillators allow together. */
const FASTEST_PPM = 1500;
const LEAST_STEP_NS = 2_000;
/** The rate of the line is measured over so long. */
const RATE_S = 4;
/** A line that is older has nothing to say any more. */
const LONGEST_S = 3600;

export class Continuation {
  constructor() {
    /** @type {bigint | null} */
    this.originTicks = null;
    this.originPhase = 0n;
    /** Whose clock cluster time is, and some of its newest readings. */
    this.reference = { id: "", incarnation: "", source: "" };
    /** @type {{ticks_s: number, phase: number}[]} */
    this.line = [];
  }

  /**
   * Makes a sample of a line.
   * @param {Line} line
   * @param {Sample | undefined} before the one before it, of the same node
   * @returns {{sample: Sample, stepped: boolean, reference: string}} stepped: whether its clock jumped since; reference: whose clock cluster
   *   time is from here on, empty where that has not changed
   */
  take(line, before) {
    const ticks = BigInt(line.ticks_ns),
      time = BigInt(line.time_ns);
    if (this.originTicks === null) {
      this.originTicks = ticks;
      this.originPhase = time - ticks;
    }
    /** @type {Sample} */
    const sample = {
      at: Number(line.at_ns) / 1e9,
      silent: false,
      incarnation: String(line.incarnation),
      role: line.role,
      state: line.state,
      term: line.term,
      master: line.master,
      time_s: Number(time) / 1e9,
      phase: Number(time - ticks - this.originPhase),
      ticks_s: Number(ticks - this.originTicks) / 1e9,
      offset: line.true_offset_ns ?? null,
      continued: false,
      bound: line.error_bound_ns ?? null,
      frequency: line.frequency_ppm,
      slew: line.slew_ppm,
    };
    const same = before !== undefined && before.incarnation === sample.incarnation && !before.silent;
    const reference = this.follow(line, sample, same ? before : undefined);
    if (
      sample.offset === null &&
      line.error_bound_ns !== undefined &&
      same &&
      before.offset !== null &&
      (line.ticks_source ?? "") === this.reference.source
    )
      this.goOn(sample);
    return { sample, stepped: same && isStep(before, sample), reference };
  }

  /**
   * Keeps the readings of the clock that is cluster time: the one that is no way off, by definition.
   * @param {Line} line
   * @param {Sample} sample
   * @param {Sample | undefined} before
   * @returns {string}
   */
  follow(line, sample, before) {
    if (sample.offset !== 0 || line.true_offset_tolerance_ns !== 0) return "";
    const isSame = this.reference.id === line.id && this.reference.incarnation === sample.incarnation;
    const changed = !isSame && this.reference.id !== "";
    if (!isSame || (before && isStep(before, sample))) this.line = [];
    this.reference = { id: line.id, incarnation: sample.incarnation, source: line.ticks_source ?? "" };
    this.line.push({ ticks_s: sample.ticks_s, phase: sample.phase });
    while (this.line.length > 2 && sample.ticks_s - this.line[1].ticks_s > RATE_S) this.line.shift();
    return changed ? line.id : "";
  }

  /** Compares with the continued line. @param {Sample} sample */
  goOn(sample) {
    const last = this.line[this.line.length - 1],
      first = this.line[0];
    if (!last || sample.ticks_s < last.ticks_s || sample.ticks_s - last.ticks_s > LONGEST_S) return;
    const seconds = last.ticks_s - first.ticks_s,
      rate = seconds > 0.5 ? (last.phase - first.phase) / seconds : 0;
    sample.offset = Math.round(sample.phase - last.phase - rate * (sample.ticks_s - last.ticks_s));
    sample.continued = true;
  }
}

/**
 * Whether a clock moved by more than slewing can explain.
 * @param {Sample} before
 * @param {Sample} after
 */
export function isStep(before, after) {
  const limit = LEAST_STEP_NS + FASTEST_PPM * 1e3 * Math.abs(after.ticks_s - before.ticks_s);
  return Math.abs(after.phase - before.phase) > limit;
}
