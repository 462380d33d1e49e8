/**
 * A record so far, taken apart line by line: what was seen of each node, the rounds, the events, the faults in force, and the moments at which one
 * can stop. Lines come in the order of their time. Bounded: of a long run the beginning and the newest are kept, and what lies between is a gap
 * that says so. Knows no page, no clock and no server.
 *
 * @import { FaultChange, Happening, Line, Moment, Round, Sample } from "./types.mjs"
 */
import { Continuation } from "./continuation.mjs";
import { Series } from "./series.mjs";

/** So much of the beginning is never forgotten: the rounds that look like the textbook's. */
const BEGINNING_S = 30;

/** What was seen of one node. */
export class NodeLog {
  /** @param {string} id @param {number} index */
  constructor(id, index) {
    this.id = id;
    this.index = index;
    /** @type {Sample[]} */
    this.samples = [];
  }

  /**
   * The newest sample that is not later; undefined if there is none.
   * @param {number} at
   */
  before(at) {
    return this.samples[this.position(at) - 1];
  }

  /**
   * The first sample that is not earlier; undefined if there is none.
   * @param {number} at
   */
  from(at) {
    let i = this.position(at);
    while (i > 0 && this.samples[i - 1].at >= at) i--;
    return this.samples[i];
  }

  /** How many samples are not later. @param {number} at */
  position(at) {
    let low = 0,
      high = this.samples.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.samples[middle].at <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export class Record {
  /** @param {{samples?: number, moments?: number}} [limits] how much is kept: samples of all nodes, and moments */
  constructor(limits = {}) {
    this.limits = { samples: limits.samples ?? 200_000, moments: limits.moments ?? 8_000 };
    /** @type {Line | null} */
    this.header = null;
    this.mark = "";
    this.progress = "";
    this.ended = "";
    this.newest = 0;
    /** @type {Map<string, NodeLog>} */
    this.nodes = new Map();
    /** @type {Round[]} */
    this.rounds = [];
    /** @type {Happening[]} */
    this.events = [];
    /** @type {FaultChange[]} */
    this.faults = [];
    /** @type {Moment[]} */
    this.moments = [];
    /** Nothing is kept between these two. @type {{from: number, until: number} | null} */
    this.gap = null;
    this.series = new Series();
    this.continuation = new Continuation();
    this.sampleCount = 0;
    /** How many stops were dropped or are kept. */
    this.stops = 0;
  }

  get ids() {
    return [...this.nodes.keys()];
  }

  /** Takes a line as it stands in a file. @param {string} text */
  acceptText(text) {
    // The two numbers that JavaScript would round: more than 2^53.
    this.accept(JSON.parse(text.replace(/"(time_ns|ticks_ns|incarnation)":(-?\d{15,})/g, '"$1":"$2"')));
  }

  /** Takes a line. @param {Line} line */
  accept(line) {
    if (typeof line.at_ns === "number" && line.kind !== "gap") this.newest = Math.max(this.newest, line.at_ns / 1e9);
    switch (line.kind) {
      case "header":
        this.header = line;
        for (const node of line.nodes) this.node(node.id);
        break;
      case "mark":
        this.mark = line.mark;
        break;
      case "progress":
        this.progress = line.text;
        break;
      case "end":
        this.ended = line.text || "the record ends here";
        break;
      case "sample":
        this.sample(line);
        break;
      case "round":
        this.round(line);
        break;
      case "event":
        this.event(line);
        break;
      case "fault":
        this.fault(line);
        break;
      case "gap":
        this.gap = { from: line.from_ns / 1e9, until: line.until_ns / 1e9 };
        this.series.cut();
        break;
      default: // kinds of later versions
    }
  }

  /** @param {string} id */
  node(id) {
    let node = this.nodes.get(id);
    if (!node) {
      node = new NodeLog(id, this.nodes.size);
      this.nodes.set(id, node);
      this.series.add(id);
    }
    return node;
  }

  /** @param {Line} line */
  sample(line) {
    const node = this.node(line.id),
      before = node.samples[node.samples.length - 1];
    const { sample, stepped, reference } = this.continuation.take(line, before);
    if (reference)
      this.happened({ at: sample.at, event: "reference", id: reference, text: `from now on offsets are against ${reference}’s clock` });
    node.samples.push(sample);
    this.sampleCount++;
    const anotherLife = before !== undefined && !before.silent && before.incarnation !== sample.incarnation;
    this.series.put(node.id, sample, stepped, anotherLife || Boolean(reference));
    if (this.sampleCount > this.limits.samples) this.forget();
  }

  /** @param {Line} line */
  round(line) {
    const round = /** @type {Round} */ (/** @type {unknown} */ (Object.assign(line, { at: Number(line.at_ns) / 1e9 })));
    this.rounds.push(round);
    for (const member of round.members) this.node(member.id);
    this.node(round.master);
    this.stopAt({ at: round.at, kind: "round", round, events: [], first: 0 });
  }

  /** @param {Line} line */
  event(line) {
    const at = Number(line.at_ns) / 1e9;
    if (line.event === "silence" && line.id) {
      const node = this.node(line.id);
      node.samples.push({
        at,
        silent: true,
        incarnation: "",
        role: "",
        state: "SILENT",
        term: 0,
        master: "",
        time_s: NaN,
        phase: NaN,
        ticks_s: NaN,
        offset: null,
        continued: false,
        bound: null,
        frequency: 0,
        slew: 0,
      });
      this.series.silence(line.id, at);
    }
    const heals =
      line.heals ??
      (line.event === "outcome"
        ? line.text.includes("ACCEPTED")
        : line.event === "arrival" || (line.event === "state" && / to SYNCHRONISED/.test(line.text)));
    this.happened({ at, event: line.event, id: line.id, text: line.text, heals });
  }

  /** @param {Line} line */
  fault(line) {
    const { kind, at_ns, id, fault, in_force, ...amounts } = line;
    const at = Number(at_ns) / 1e9,
      told = this.events[this.events.length - 1];
    this.faults.push({ at, id, fault, inForce: in_force, amounts });
    this.node(id);
    if (told && told.event === "fault" && told.at === at) {
      // one that begins outweighs those that it ends
      told.begins = told.begins || in_force;
      told.heals = !told.begins;
    }
  }

  /** @param {Happening} event */
  happened(event) {
    this.events.push(event);
    if (this.events.length > this.limits.moments) this.events.splice(0, this.limits.moments >> 2);
    const last = this.moments[this.moments.length - 1];
    if (last && last.at === event.at) last.events.push(event);
    else if (event.event !== "reference") this.stopAt({ at: event.at, kind: "event", round: null, events: [event], first: 0 });
  }

  /** @param {Moment} moment */
  stopAt(moment) {
    const begun = moment.round ? moment.at - moment.round.duration_ns / 1e9 : moment.at;
    let last = this.moments[this.moments.length - 1];
    while (moment.round && last && last.kind === "event" && last.at >= begun) {
      // a round and what it brought are one moment
      this.moments.pop();
      this.stops -= 1;
      moment.events.unshift(...last.events);
      last = this.moments[this.moments.length - 1];
    }
    if (last && last.at > moment.at) moment.at = last.at;
    moment.first = this.stops;
    this.stops += moment.kind === "round" ? 4 : 1;
    this.moments.push(moment);
    if (this.moments.length > this.limits.moments) this.forget();
  }

  /** Forgets an eighth of what is kept, after the beginning. */
  forget() {
    const from = Math.min(this.gap?.from ?? Infinity, (this.header ? 0 : this.newest) + BEGINNING_S);
    const begin = this.gap?.until ?? from,
      until = begin + Math.max(0, this.newest - begin) / 8;
    /** @type {<T extends {at: number}>(all: T[]) => T[]} */
    const keep = all => all.filter(each => each.at <= from || each.at >= until);
    this.gap = { from, until };
    this.sampleCount = 0;
    for (const node of this.nodes.values()) {
      node.samples = keep(node.samples);
      this.sampleCount += node.samples.length;
    }
    this.rounds = keep(this.rounds);
    this.moments = keep(this.moments);
    this.stops = 0;
    for (const moment of this.moments) {
      moment.first = this.stops;
      this.stops += moment.kind === "round" ? 4 : 1;
    }
    this.series.forget(from, until);
  }

  /** Whether nothing is kept of a moment. @param {number} at */
  isForgotten(at) {
    return this.gap !== null && at > this.gap.from && at < this.gap.until;
  }
}
