"use strict";
/*
 * What the page knows: the lines of the record, taken apart. Figures over time stand in columns, one row a look, so that an hour of
 * ten nodes fits in some megabytes. undefined is a node that was not looked at just then, null one that did not answer.
 */
class Store {
  static MOST_CELLS = 200_000;
  static MOST_ROUNDS = 4000;
  static MOST_EVENTS = 500;
  static COLUMNS = ["offset", "high", "low", "frequency", "bound", "slew", "state", "term", "role"];

  constructor() {
    this.header = null; this.mark = ""; this.progress = ""; this.ended = "";
    this.ids = []; this.nodes = new Map(); this.times = []; this.rounds = []; this.events = [];
  }

  accept(line) {
    const take = this["take_" + line.kind];
    if (take) take.call(this, line);
  }

  take_header(line) { this.header = line; line.nodes.forEach(node => this.node(node.id)); }
  take_mark(line) { this.mark = line.mark; }
  take_progress(line) { this.progress = line.text; }
  take_end(line) { this.ended = line.text; }

  take_sample(line) {
    const at = line.at_ns / 1e9, times = this.times;
    if (!times.length || at > times[times.length - 1]) this.row(at);
    const node = this.node(line.id), i = times.length - 1, offset = line.true_offset_ns, bound = line.error_bound_ns;
    const known = offset !== null && bound !== null;
    node.silent = false;
    node.offset[i] = offset;
    node.high[i] = known ? offset + bound : null;
    node.low[i] = known ? offset - bound : null;
    node.frequency[i] = line.frequency_ppm;
    node.bound[i] = bound;
    node.slew[i] = line.slew_ppm;
    node.state[i] = line.state;
    node.term[i] = line.term;
    node.role[i] = line.role;
  }

  take_round(line) {
    this.rounds.push(Object.assign(line, { at: line.at_ns / 1e9 }));
    if (this.rounds.length > Store.MOST_ROUNDS) this.rounds.splice(0, Store.MOST_ROUNDS / 4);
  }

  take_event(line) {
    const event = { at: line.at_ns / 1e9, event: line.event, id: line.id, text: line.text };
    this.events.push(event);
    if (this.events.length > Store.MOST_EVENTS) this.events.splice(0, Store.MOST_EVENTS / 4);
    if (line.event === "silence" && this.times.length) {
      const node = this.node(line.id);
      node.silent = true;
      for (const column of Store.COLUMNS) node[column][this.times.length - 1] = null;
    }
  }

  node(id) {
    if (!this.nodes.has(id)) {
      const node = { id, silent: false };
      for (const column of Store.COLUMNS) node[column] = new Array(this.times.length).fill(undefined);
      this.nodes.set(id, node);
      this.ids.push(id);
    }
    return this.nodes.get(id);
  }

  row(at) {
    this.times.push(at);
    for (const node of this.nodes.values()) for (const column of Store.COLUMNS) node[column].push(node.silent ? null : undefined);
    const most = Math.ceil(Store.MOST_CELLS / Math.max(1, this.ids.length));
    if (this.times.length > most) {
      const old = Math.ceil(most / 8);
      this.times.splice(0, old);
      for (const node of this.nodes.values()) for (const column of Store.COLUMNS) node[column].splice(0, old);
    }
  }

  /** The first row that is not earlier, or the newest. */
  rowAfter(time) {
    let low = 0, high = this.times.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle] >= time) high = middle; else low = middle + 1;
    }
    return high;
  }

  /** What was known of a node at a row; null if it was silent. */
  look(id, row) {
    const node = this.nodes.get(id);
    for (let i = row; i >= 0 && i > row - 40; i--) {
      if (node.state[i] === null) return null;
      if (node.state[i] !== undefined) return Object.fromEntries(Store.COLUMNS.map(column => [column, node[column][i]]));
    }
    return null;
  }

  /** The largest difference between two clocks at a row; null if there are not two. */
  spread(row) {
    const offsets = this.ids.map(id => this.look(id, row)).filter(look => look && look.offset !== null).map(look => look.offset);
    return offsets.length > 1 ? Math.max(...offsets) - Math.min(...offsets) : null;
  }

  clocks() { return [this.times, ...this.ids.flatMap(id => { const n = this.nodes.get(id); return [n.offset, n.high, n.low]; })]; }
  frequencies() { return [this.times, ...this.ids.map(id => this.nodes.get(id).frequency)]; }

  /** Round trips, claimed bounds and true errors of the newest rounds up to one, rising by round trip. */
  errors(upTo) {
    const points = [];
    for (const round of this.rounds.slice(Math.max(0, upTo - 150), upTo + 1)) {
      for (const member of round.members) {
        if (member.outcome !== "UNREACHABLE") points.push([member.rtt_ns, member.error_bound_ns, member.true_error_ns ?? null]);
      }
    }
    points.sort((a, b) => a[0] - b[0]);
    return [0, 1, 2].map(i => points.map(point => point[i]));
  }
}
