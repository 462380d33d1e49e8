/** A run that there was not, in the lines of a record: for tests of what is shown of it. */

export const EPOCH_NS = 1_700_000_000_000_000_000n;
export const SECOND = 1_000_000_000;

export class Run {
  /** @param {import("../../main/resources/berkeley/harness/view/record.mjs").Record} record @param {string[]} ids @param {object} [header] */
  constructor(record, ids, header = {}) {
    this.record = record;
    this.ids = ids;
    this.at = 0;
    this.accept({
      kind: "header",
      format: 1,
      program: "berkeley test",
      period_ns: SECOND,
      average: "intersection",
      mastership: "elected",
      nodes: ids.map(id => ({ id, offset_ns: 0, drift_ppm: 0 })),
      ...header,
    });
  }

  accept(line) {
    this.record.acceptText(JSON.stringify(line).replace(/"([0-9]{15,})"/g, "$1"));
    return this;
  }

  /** A look at all: by id, an offset, or more. Whoever is missing was not seen. */
  look(at, nodes, more = {}) {
    this.at = at;
    for (const [id, each] of Object.entries(nodes)) {
      const node = typeof each === "number" ? { offset: each } : each,
        offset = node.offset ?? 0;
      const ticks = BigInt(Math.round(at * SECOND)) + 1_000_000_000_000n;
      this.accept({
        kind: "sample",
        at_ns: Math.round(at * SECOND),
        id,
        pid: 1,
        incarnation: node.incarnation ?? 7,
        role: node.role ?? (id === more.master ? "MASTER" : "SLAVE"),
        state: node.state ?? "SYNCHRONISED",
        term: more.term ?? 1,
        master: more.master ?? "",
        ticks_ns: ticks.toString(),
        time_ns: (EPOCH_NS + ticks + BigInt(offset) + BigInt(more.cluster ?? 0)).toString(),
        error_bound_ns: node.bound === undefined ? 20_000 : node.bound,
        frequency_ppm: 0,
        slew_ppm: 0,
        offset_ns: 0,
        adjustments: 1,
        refusals: 0,
        true_offset_ns: more.blind ? null : offset,
        true_offset_tolerance_ns: more.blind ? null : id === more.master ? 0 : 5,
      });
    }
    return this;
  }

  /** A round: by id, an offset, or more of a member. */
  round(at, number, master, members, more = {}) {
    this.at = at;
    return this.accept({
      kind: "round",
      at_ns: Math.round(at * SECOND),
      round: number,
      term: more.term ?? 1,
      master,
      duration_ns: more.duration ?? 20_000_000,
      agreed_offset_ns: more.agreed ?? 0,
      master_delta_ns: more.agreed ?? 0,
      spread_ns: more.spread ?? null,
      members: Object.entries(members).map(([id, each]) => {
        const member = typeof each === "number" ? { offset: each } : each;
        return {
          id,
          outcome: member.outcome ?? "ACCEPTED",
          reason: member.reason ?? "",
          offset_ns: member.offset ?? 0,
          error_bound_ns: member.bound ?? 20_000,
          rtt_ns: member.rtt ?? 40_000,
          delta_ns: member.delta ?? (more.agreed ?? 0) - (member.offset ?? 0),
          ...(member.error === undefined ? {} : { true_error_ns: member.error }),
        };
      }),
    });
  }

  event(at, event, id, text) {
    return this.accept({ kind: "event", at_ns: Math.round(at * SECOND), event, id, text });
  }

  fault(at, id, fault, inForce, amounts = {}, text = `${id} ${fault}`) {
    this.event(at, "fault", id, text);
    return this.accept({ kind: "fault", at_ns: Math.round(at * SECOND), id, fault, in_force: inForce, ...amounts });
  }
}

/** Five nodes; d leads, is killed at 3 s, and c leads in term 2 from 5 s on. */
export function anElection(record) {
  const run = new Run(record, ["a", "b", "c", "d", "e"]),
    all = { a: 3_000, b: -9_000, c: 11_000, d: 0, e: -5_000 };
  for (let i = 0; i < 15; i++) {
    const at = i / 5;
    if (i % 5 === 3) run.round(at, (i + 2) / 5, "d", { a: 3_100, b: -9_100, c: 11_100, e: -4_900 });
    run.look(at, all, { master: "d", term: 1 });
  }
  run.fault(3, "d", "kill", true, {}, "killed d (pid 4)");
  const { d, ...rest } = all;
  for (let i = 16; i < 25; i++) {
    run.look(i / 5, rest, { blind: true, term: 1, master: "" });
    if (i === 16) run.event(3.2, "silence", "d", "d does not answer");
  }
  run.round(5, 1, "c", { a: -8_000, b: -20_000, d: { outcome: "UNREACHABLE" }, e: -16_000 }, { term: 2 });
  run.event(5, "election", "c", "c leads in term 2; d led term 1");
  for (let i = 25; i < 35; i++) run.look(i / 5, { a: -8_000, b: -20_000, c: 0, e: -16_000 }, { master: "c", term: 2, cluster: 11_000 });
  return run;
}
