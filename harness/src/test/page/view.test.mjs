import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsAt, ordersOf, ordersOfAll } from "../../main/resources/berkeley/harness/view/faults.mjs";
import { Record } from "../../main/resources/berkeley/harness/view/record.mjs";
import { lastStop, numberOf, step, stopAt, stopAtRound, stopOf } from "../../main/resources/berkeley/harness/view/stops.mjs";
import { describe, viewAt } from "../../main/resources/berkeley/harness/view/view.mjs";
import { EPOCH_NS, Run, SECOND, anElection } from "./synthetic.mjs";

const now = record => viewAt(record, { stop: null, progress: 1 });
const when = (record, at) =>
  viewAt(record, { stop: { moment: { at, kind: "event", round: null, events: [], first: 0 }, step: 0 }, progress: 1 });
const during = (record, round, step, progress = 1) =>
  viewAt(record, { stop: stopAtRound(record, each => each.round === round, step), progress });
const node = (view, id) => view.nodes.find(each => each.id === id);

test("says who leads now, not who led the last round", () => {
  const record = new Record();
  anElection(record);
  assert.equal(when(record, 2.5).status.text, "d leads, term 1");
  assert.equal(when(record, 4).status.text, "electing: 4 of 5 answer, 3 needed");
  assert.equal(
    when(record, 4).nodes.some(each => each.leads),
    false,
  );
  assert.equal(now(record).status.text, "c leads, term 2");
});

test("says that there is no majority for as long as there is none", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b", "c", "d", "e"]);
  run.round(0.5, 1, "a", { b: 0, c: 0, d: 0, e: 0 }).look(0.5, { a: 0, b: 0, c: 0, d: 0, e: 0 }, { master: "a" });
  for (const id of ["a", "c", "d"]) run.event(1, "silence", id, id + " does not answer");
  run.look(1.2, { b: 1, e: 2 }, { blind: true });
  assert.deepEqual(now(record).status, { kind: "none", text: "no majority: 2 of 5 answer, 3 needed" });
  for (const id of ["b", "e"]) run.event(2, "silence", id, id + " does not answer");
  assert.deepEqual(now(record).status, { kind: "none", text: "nobody answers" });
});

test("says that a fixed master is gone, and elects nobody", () => {
  const record = new Record(),
    run = new Run(record, ["a", "master"], { mastership: "fixed" });
  run
    .round(0.5, 1, "master", { a: 0 })
    .look(0.5, { a: 0, master: 0 }, { master: "master" })
    .event(1, "silence", "master", "gone")
    .look(1.2, { a: 1 }, { blind: true });
  assert.equal(now(record).status.text, "no master: 1 of 2 answers");
});

test("a node that was not looked at for long does not answer, though nobody said so", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b"]);
  run.look(0, { a: 0, b: 0 }, { master: "a" }).look(5, { a: 0 }, { master: "a" });
  assert.equal(node(now(record), "b").answers, false);
  assert.equal(node(now(record), "b").offset, null);
  assert.equal(node(now(record), "b").seenAt, 0);
  assert.equal(node(now(record), "b").chips[0].text, "silent since 0.00 s");
});

test("offsets go on being shown while nobody leads, against cluster time as it ran", () => {
  const record = new Record();
  anElection(record);
  const view = when(record, 4);
  assert.deepEqual(
    ["a", "b", "c", "e"].map(id => node(view, id).offset),
    [3_000, -9_000, 11_000, -5_000],
  );
  assert.equal(node(view, "d").offset, null);
  assert.equal(view.spread.ns, 20_000);
  assert.deepEqual(view.spread.without, ["d"]);
});

test("a change of reference is an event, and breaks the lines", () => {
  const record = new Record();
  anElection(record);
  assert.match(record.events.find(event => event.event === "reference").text, /c’s clock/);
  const { times } = record.series,
    offsets = record.series.of("c").offset,
    row = times.findIndex(at => at >= 5 - 1e-5);
  assert.equal(offsets[row], null);
  assert.equal(offsets[row + 1], 0);
});

test("never shows a value of another time", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b"]);
  run.look(0, { a: 0, b: 504_000 }, { master: "a" }).round(0.1, 1, "a", { b: 504_000 });
  run.accept({ kind: "gap", at_ns: 0, from_ns: 0.2 * SECOND, until_ns: 100 * SECOND });
  run.round(100.1, 99, "a", { b: 0 }).look(100.2, { a: 0, b: 1_010 }, { master: "a" });
  assert.equal(during(record, 1, 3).nodes.find(each => each.id === "b").offset, null, "the sample of 100 s later");
  assert.equal(node(during(record, 1, 1), "b").offset, 504_000);
  assert.equal(when(record, 50).phase, "nothing");
  assert.equal(node(when(record, 50), "b").offset, null);
  assert.equal(node(during(record, 99, 0), "b").time_s, null, "the sample of 100 s earlier");
});

test("a step is a step, a slope a slope, an ended life a gap", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b"]);
  run
    .look(0, { a: 0, b: { offset: 2e9, state: "NEWCOMER", bound: null } }, { master: "a" })
    .look(0.2, { a: 0, b: 3_000 }, { master: "a" })
    .look(0.4, { a: 0, b: 2_900 }, { master: "a" });
  run.look(0.6, { a: 0, b: { offset: -1e9, incarnation: 8, state: "NEWCOMER", bound: null } }, { master: "a" });
  assert.deepEqual(record.series.of("b").offset, [2e9, 2e9, 3_000, 2_900, null, -1e9]);
  assert.ok(record.series.times[2] - record.series.times[1] < 1e-5);
});

test("the four steps of a round tell its numbers one after the other", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b", "d"], { average: "mean" });
  run.look(
    1,
    {
      d: { state: "NEWCOMER", bound: null },
      a: { offset: -600 * SECOND, state: "NEWCOMER", bound: null },
      b: { offset: 1500 * SECOND, state: "NEWCOMER", bound: null },
    },
    { blind: false },
  );
  run.round(
    2,
    1,
    "d",
    { a: { offset: -600 * SECOND, outcome: "NEWCOMER" }, b: { offset: 1500 * SECOND, outcome: "NEWCOMER" } },
    { agreed: 300 * SECOND, duration: 41_000_000, spread: 48_000 },
  );
  run.look(2.1, { d: 0, a: 15_000, b: -33_000 }, { master: "d" });
  const [ask, estimate, agree, adjust] = [0, 1, 2, 3].map(each => during(record, 1, each));
  assert.deepEqual([node(ask, "a").offset, node(ask, "d").offset], [null, 0]);
  assert.deepEqual([node(estimate, "a").offset, node(estimate, "a").bound, node(estimate, "a").agreed], [-600 * SECOND, 20_000, null]);
  assert.equal(node(agree, "b").agreed, 300 * SECOND);
  assert.deepEqual(
    [node(adjust, "a").delta, node(adjust, "b").delta, node(adjust, "d").delta],
    [900 * SECOND, -1200 * SECOND, 300 * SECOND],
  );
  assert.deepEqual([node(adjust, "a").offset, node(adjust, "b").offset, adjust.spread.ns], [15_000, -33_000, 48_000]);
  assert.equal(estimate.scale, 3600 * SECOND);
  assert.ok(Math.abs(node(ask, "a").time_s - (Number(EPOCH_NS / 1_000_000_000n) + 1000 + 1.959 - 600)) < 0.01);
});

test("a liar is off the ring's scale, and says another time than it shows", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b", "c", "d"]);
  run.look(1, { a: 5_000, b: 0, c: -6_000, d: 0 }, { master: "d" }).fault(1.1, "b", "lie", true, { ahead_ns: 3600 * SECOND });
  run
    .round(2, 2, "d", { a: 5_200, b: { offset: 3600 * SECOND, outcome: "REJECTED", error: 3600 * SECOND }, c: -6_100 })
    .look(2.1, { a: 5_000, b: 0, c: -6_000, d: 0 }, { master: "d" });
  const view = during(record, 2, 2),
    b = node(view, "b");
  assert.equal(b.lies, true);
  assert.ok(b.ghost_s - b.time_s > 3599);
  assert.ok(view.scale < SECOND, "it would hide the others");
  assert.deepEqual(b.chips, [{ text: "lies +1 h", kind: "fault" }]);
});

test("orders that do not apply say why, and kill-the-master names it", () => {
  const record = new Record();
  const run = anElection(record),
    view = now(record);
  const orders = (id, network = false) =>
    Object.fromEntries(
      ordersOf(id, faultsAt(record, record.newest).get(id), node(view, id).answers, network).map(each => [each.action, each.why]),
    );
  assert.equal(orders("d").restart, "");
  assert.equal(orders("d").kill, "d was killed");
  assert.equal(orders("a").restart, "a runs");
  assert.equal(orders("a").lie, "");
  assert.equal(orders("a").truth, "a does not lie");
  assert.equal("delay" in orders("a"), false);
  assert.equal(orders("a", true).delay, "");
  const all = ordersOfAll(view.presence, faultsAt(record, record.newest), true);
  assert.deepEqual(
    all.map(each => each.label),
    ["Kill c, the master", "Add a node", "Heal the split"],
  );
  assert.equal(all[2].why, "the network is whole");
  run.fault(7, "d", "kill", false);
  assert.equal(faultsAt(record, 8).get("d").size, 0);
});

test("one can stop at each step of each round and at what happened, back and forth", () => {
  const record = new Record();
  anElection(record);
  const seen = [];
  for (let i = 0; i < record.stops; i++) {
    const stop = stopAt(record, i);
    assert.equal(numberOf(stop), i);
    seen.push(stop.moment.kind === "round" ? stop.step : stop.moment.events[0].event);
  }
  assert.deepEqual(seen, [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, "fault", "silence", 0, 1, 2, 3]);
  assert.equal(numberOf(step(record, null, -1)), record.stops - 1);
  assert.equal(numberOf(step(record, lastStop(record), -1)), record.stops - 2);
  assert.equal(numberOf(step(record, stopAt(record, 0), -1)), 0);
  assert.equal(stopOf(record, 3).moment.events[0].event, "fault");
});

test("a long run keeps its beginning and its newest, and says where there is a gap", () => {
  const record = new Record({ samples: 900, moments: 300 }),
    run = new Run(record, ["a", "b"]);
  for (let second = 0; second < 1000; second++)
    run.round(second, second, "a", { b: 7 }).look(second + 0.1, { a: 0, b: 7 }, { master: "a" });
  assert.ok(record.sampleCount <= 901 && record.moments.length <= 301);
  assert.equal(record.rounds[0].round, 0);
  assert.equal(record.rounds[record.rounds.length - 1].round, 999);
  assert.ok(record.gap.from < 100 && record.gap.until > 300, JSON.stringify(record.gap));
  assert.equal(node(when(record, (record.gap.from + record.gap.until) / 2), "b").offset, null);
  assert.ok(record.series.times.length < 1000);
});

test("the drawing has a sentence", () => {
  const record = new Record();
  anElection(record);
  assert.match(
    describe(when(record, 4)),
    /^Nobody leads electing: 4 of 5 answer, 3 needed\. Offsets against cluster time\. a \d\d:\d\d:\d\d, \+3\.00 µs ± 20\.0 µs; /,
  );
});

test("a split cluster has no majority where neither side has one, though all answer", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b", "c", "d"]);
  run.round(0.5, 1, "a", { b: 0, c: 0, d: 0 }).look(0.6, { a: 0, b: 0, c: 0, d: 0 }, { master: "a" });
  run.fault(1, "a", "cut", true).fault(1, "b", "cut", true).look(1.2, { a: 1, b: 2, c: 3, d: 4 }, { blind: true });
  assert.equal(now(record).status.text, "no majority: 2 of 4 reach one another, 3 needed");
});

test("who is seen for the first time within its first round showed its own time before", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b", "c"]);
  run.look(1.9, { a: { offset: 0, state: "NEWCOMER", bound: null }, b: { offset: 5e9, state: "NEWCOMER", bound: null } });
  run.round(2, 1, "a", { b: { offset: 5e9, outcome: "NEWCOMER" } }, { duration: 500_000_000 });
  const ask = during(record, 1, 0);
  assert.ok(Math.abs(node(ask, "b").time_s - node(ask, "a").time_s - 5) < 1e-3);
  assert.deepEqual([node(ask, "c").answers, node(ask, "c").seenAt], [false, null]);
});

test("the spread beside a step is of that step", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b"]);
  run.round(2, 1, "a", { b: { offset: 5e9, outcome: "NEWCOMER" } }, { spread: 48_000 }).look(2.1, { a: 0, b: 48_000 }, { master: "a" });
  assert.deepEqual(
    [0, 1, 2, 3].map(step => during(record, 1, step).spread.ns),
    [null, 5e9, 5e9, 48_000],
  );
});

test("a lie does not make the spread", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b", "c", "d"]);
  run
    .look(1, { a: 5_000, b: 0, c: -6_000, d: 0 }, { master: "d" })
    .round(2, 2, "d", { a: 5_000, b: { offset: 3600 * SECOND, outcome: "REJECTED", error: 3600 * SECOND }, c: -6_000 });
  assert.deepEqual(during(record, 2, 1).spread, { ns: 11_000, of: 3, without: ["b"] });
});

test("who is killed is not healed of its lie", () => {
  const record = new Record(),
    run = new Run(record, ["a", "b"]);
  run.event(1, "fault", "b", "killed b");
  for (const [fault, in_force] of [
    ["kill", true],
    ["lie", false],
    ["drift", false],
  ])
    run.accept({ kind: "fault", at_ns: SECOND, id: "b", fault, in_force });
  run.fault(2, "b", "kill", false);
  assert.deepEqual(
    record.events.map(event => event.heals),
    [false, true],
  );
});
