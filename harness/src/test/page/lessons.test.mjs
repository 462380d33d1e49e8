import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, lessonOf, targetOf } from "../../main/resources/berkeley/harness/view/lessons.mjs";
import { Record } from "../../main/resources/berkeley/harness/view/record.mjs";
import { stopAtRound } from "../../main/resources/berkeley/harness/view/stops.mjs";
import { viewAt } from "../../main/resources/berkeley/harness/view/view.mjs";
import { Run, anElection } from "./synthetic.mjs";

const now = record => viewAt(record, { stop: null, progress: 1 });
const course = (record, target, since, view = now(record)) => ({ record, view, target, since });
const calm = () => {
  const record = new Record(),
    run = new Run(record, ["a", "b", "c", "d"]);
  run
    .look(1, { a: 1_000, b: 2_000, c: -3_000, d: 0 }, { master: "d" })
    .round(1.1, 1, "d", { a: 1_000, b: 2_000, c: -3_000 })
    .look(1.2, { a: 1_000, b: 2_000, c: -3_000, d: 0 }, { master: "d" });
  return { record, run };
};

test("there are seven lessons at least, each with a link of its own and an answer that is right", () => {
  assert.ok(LESSONS.length >= 7);
  assert.equal(new Set(LESSONS.map(lesson => lesson.id)).size, LESSONS.length);
  for (const lesson of LESSONS)
    assert.ok(lesson.answers[lesson.right] && lesson.why.length > 100 && lesson.deeds("b").some(deed => deed.begins), lesson.id);
});

test("none is seen before it was begun, and each says what to wait for", () => {
  const { record } = calm();
  for (const lesson of LESSONS) {
    if (lesson.id !== "textbook") assert.equal(lesson.seen(course(record, targetOf(lesson, now(record)), null)), false, lesson.id);
    assert.ok(lesson.watch(course(record, "b", null)).length > 10, lesson.id);
  }
});

test("the textbook's round is seen at its fourth step", () => {
  const { record } = calm(),
    at = step => viewAt(record, { stop: stopAtRound(record, () => true, step), progress: 1 });
  assert.equal(lessonOf("textbook").seen(course(record, "a", 0, at(2))), false);
  assert.equal(lessonOf("textbook").seen(course(record, "a", 0, at(3))), true);
});

test("a lie is seen once a round rejects it, and the plain mean of the same answers is told", () => {
  const { record, run } = calm(),
    lesson = lessonOf("liar");
  assert.equal(targetOf(lesson, now(record)), "a");
  run.round(2.1, 2, "d", { a: { offset: 3600e9, outcome: "REJECTED", error: 3600e9 }, b: 2_000, c: -3_000 });
  assert.equal(lesson.seen(course(record, "a", 1.5)), true);
  assert.match(
    lesson.watch(course(record, "a", 1.5)),
    /With intersection a is rejected in round 2, and all keep to 0\. A plain mean of the same answers would have been \+20 min\./,
  );
});

test("a slow link is seen by the error that its bound covers", () => {
  const { record, run } = calm(),
    lesson = lessonOf("slow-link");
  run
    .look(2, { a: 1_000, b: 2_000, c: -3_000, d: 0 }, { master: "d" })
    .round(2.1, 2, "d", { a: { offset: 4_001_000, bound: 8_100_000, rtt: 16_200_000 }, b: 2_000, c: -3_000 });
  assert.equal(lesson.seen(course(record, "a", 1.5)), true);
  assert.match(
    lesson.watch(course(record, "a", 1.5)),
    /round trip is 16\.2 ms; the measured offset is wrong by \+4\.00 ms, and the bound says ± 8\.10 ms/,
  );
  assert.equal(lesson.seen(course(record, "b", 1.5)), false);
});

test("drift is learnt when the frequency has moved and the offset is small again", () => {
  const { record, run } = calm(),
    lesson = lessonOf("drift"),
    look = (at, offset, frequency) =>
      run.accept({
        kind: "sample",
        at_ns: at * 1e9,
        id: "a",
        incarnation: 7,
        role: "SLAVE",
        state: "SYNCHRONISED",
        term: 1,
        master: "d",
        ticks_ns: "1003000000000",
        time_ns: "1700000001003000000000",
        error_bound_ns: 20_000,
        frequency_ppm: frequency,
        slew_ppm: 0,
        true_offset_ns: offset,
        true_offset_tolerance_ns: 5,
      });
  look(3, 400_000, -10);
  assert.equal(lesson.seen(course(record, "a", 1.5)), false);
  look(5, 900_000, -390);
  assert.equal(lesson.seen(course(record, "a", 1.5)), false);
  look(7, 20_000, -398);
  assert.equal(lesson.seen(course(record, "a", 1.5)), true);
});

test("a master that was killed is succeeded", () => {
  const record = new Record();
  anElection(record);
  assert.equal(lessonOf("kill-master").seen(course(record, "d", 3)), true);
  assert.match(lessonOf("kill-master").watch(course(record, "d", 3)), /c leads in term 2/);
  assert.equal(lessonOf("kill-master").seen(course(record, "d", 5.5)), false);
});

test("a split is over when it has healed and the former master follows", () => {
  const { record, run } = calm(),
    lesson = lessonOf("split"),
    all = { a: 1_000, b: 2_000, c: -3_000 };
  run
    .fault(2, "d", "cut", true)
    .look(4, { ...all, d: 10 }, { blind: true })
    .round(5, 1, "a", { b: 1_000, c: -4_000 }, { term: 2 })
    .look(5.1, { a: 0, b: 1_000, c: -4_000, d: 5 }, { master: "a", term: 2 });
  assert.equal(lesson.seen(course(record, "d", 1.5)), false);
  assert.match(lesson.watch(course(record, "d", 1.5)), /a leads the larger side in term 2\. Now heal the split/);
  run.fault(6, "d", "cut", false).look(7, { a: 0, b: 1_000, c: -4_000, d: 5 }, { master: "a", term: 2 });
  assert.equal(lesson.seen(course(record, "d", 1.5)), true);
});

test("commit-wait is twice the bound, and then everybody's latest is above the stamp", () => {
  const { record, run } = calm(),
    lesson = lessonOf("commit-wait");
  assert.equal(lesson.seen(course(record, "a", 1.2)), false);
  run.look(1.4, { a: 1_000, b: 2_000, c: -3_000, d: 0 }, { master: "d" });
  assert.equal(lesson.seen(course(record, "a", 1.2)), true);
  assert.match(lesson.watch(course(record, "a", 1.2)), /a waits 40\.0 µs, twice its bound\. Since then 4 of 4 clocks/);
});
