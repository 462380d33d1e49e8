import assert from "node:assert/strict";
import { test } from "node:test";
import { clockTime, list, nanos, ppm, short } from "../../main/resources/berkeley/harness/view/figures.mjs";
import { TURNS, scaleOf, ticks } from "../../main/resources/berkeley/harness/view/scale.mjs";
import { agreement } from "../../main/resources/berkeley/harness/view/words.mjs";

test("a time has three figures and a unit", () => {
  const cases = [
    [0, "0 ns"],
    [999, "999 ns"],
    [1_000, "1.00 µs"],
    [-12_345, "−12.3 µs"],
    [999_600, "1.00 ms"],
    [2.65e9, "2.65 s"],
    [-600e9, "−10 min"],
    [90e9, "1.50 min"],
    [3_599_999_999_000, "1 h"],
    [5.4e12, "1.50 h"],
  ];
  for (const [ns, text] of cases) assert.equal(nanos(ns), text);
  assert.equal(nanos(1_000, true), "+1.00 µs");
  assert.equal(nanos(null), "–");
});

test("an axis has no digits that say nothing", () => {
  assert.deepEqual(
    [0, 20_000, -1_500_000, 100e9 * 6].map(ns => short(ns)),
    ["0", "20 µs", "−1.5 ms", "10 min"],
  );
});

test("a time of day is UTC, and never 60 seconds", () => {
  assert.equal(clockTime(3 * 3600 + 5 * 60), "03:05:00");
  assert.equal(clockTime(86399.9999, 3), "23:59:59.999");
  assert.equal(clockTime(-1), "23:59:59");
});

test("names and rates", () => {
  assert.equal(list(["a", "b", "c"]), "a, b and c");
  assert.equal(ppm(-44.104), "−44.10 ppm");
});

test("a ring shows all that count, and is as fine as that allows", () => {
  const node = (offset, more = {}) => ({ offset, bound: 20_000, agreed: null, lies: false, member: null, answers: true, ...more });
  assert.equal(scaleOf([node(5_000), node(-6_000)]), 100_000);
  assert.equal(scaleOf([node(5_000), node(3600e9, { lies: true })]), 100_000);
  assert.equal(scaleOf([node(-600e9), node(1500e9)]), 3600e9);
  assert.ok(scaleOf([node(2_000, { bound: 3600e9 })]) < 1e6, "a bound of hours hides all offsets");
  assert.deepEqual(
    TURNS,
    [...TURNS].sort((a, b) => a - b),
  );
  assert.deepEqual(ticks(-42_000, 42_000, 4), [-40_000, -20_000, 0, 20_000, 40_000]);
});

test("the strategy in words fits the strategy, and its sum is the round's", () => {
  const member = (id, offset_ns, outcome = "ACCEPTED") => ({ id, outcome, offset_ns, error_bound_ns: 20_000, rtt_ns: 40_000, delta_ns: 0 });
  const round = (agreed_offset_ns, members) => ({
    at: 1,
    at_ns: 1e9,
    round: 1,
    term: 1,
    master: "d",
    duration_ns: 1e6,
    agreed_offset_ns,
    master_delta_ns: 0,
    spread_ns: null,
    members,
  });
  const textbook = [member("a", -600e9), member("b", 1500e9)];
  assert.match(agreement(round(450e9, textbook), "mean"), /\(−10 min \+ 25 min\) \/ 2 = \+7\.5 min/);
  assert.match(agreement(round(300e9, textbook), "mean"), /d’s own 0 with it: \(−10 min \+ 25 min \+ 0\) \/ 3 = \+5 min/);
  const liar = [member("a", 100), member("b", 3600e9, "REJECTED"), member("c", -100)];
  assert.match(
    agreement(round(0, liar), "intersection"),
    /^intersection: 2 of 3 .* b cannot, at \+1 h ± 20\.0 µs, and loses its vote\. d’s own 0 .* keep to 0\.$/,
  );
  const cold = ["a", "b", "c", "e"].map((id, i) => member(id, [-4.19e9, -0.621e9, -3.59e9, -2.64e9][i], "NEWCOMER"));
  assert.match(
    agreement(round(-3.115e9, cold), "intersection"),
    /the highest and the lowest are left out, and the middle of the rest is taken, \(−3\.59 s − 2\.64 s\) \/ 2 = −3\.1\d s/,
  );
  assert.match(agreement(round(0, [member("a", 5, "NEWCOMER")]), "intersection"), /None of them has been synchronised yet/);
  assert.match(agreement(round(0, []), "mean"), /Nobody answered/);
});

test("a half is rounded as the terminal rounds it", () => {
  assert.equal(nanos(3885), "3.89 µs");
  assert.equal(nanos(1_005_000), "1.01 ms");
  assert.equal(nanos(12_250), "12.3 µs");
});
