import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "../../main/resources/berkeley/harness/playground/pace.mjs";
import {
  EXAMPLES,
  KNOBS,
  magnitude,
  ordered,
  place,
  readLink,
  run,
  scenario,
  valueOf,
  writeLink,
} from "../../main/resources/berkeley/harness/playground/settings.mjs";

test("a link carries all settings, and keeps what else it has", () => {
  const values = { nodes: "7", loss: "0.1", offsets: "-10m, 25m", seed: "12", orders: "10s kill s02, 12s restart s02" };
  const link = writeLink("lesson=liar&at=3", values);
  assert.match(link, /^lesson=liar&at=3&/);
  assert.deepEqual(readLink(link), values);
  assert.equal(writeLink(link, {}), "lesson=liar&at=3");
});

test("what is as usual is not in a link", () => {
  assert.deepEqual(readLink("nodes=5&seed=1&period=2s"), { period: "2s" });
  assert.equal(writeLink("", Object.fromEntries(KNOBS.map(knob => [knob.id, knob.usual]))), "");
});

test("each example is a scenario of its own", () => {
  assert.equal(new Set(EXAMPLES.map(each => run(each.values))).size, EXAMPLES.length);
  for (const { values } of EXAMPLES)
    for (const id of Object.keys(values))
      assert.ok(
        KNOBS.some(knob => knob.id === id),
        id,
      );
});

test("a fixed master is one of the nodes", () => {
  assert.match(scenario({ nodes: "4" }), /^slaves = 4$/m);
  assert.match(scenario({ nodes: "4", mastership: "fixed" }), /^slaves = 3$/m);
  assert.doesNotMatch(scenario({ mastership: "fixed" }), /mastership|seed|offsets/);
  assert.match(run({ mastership: "fixed", seed: "9" }), /^mastership = fixed\nseed = 9$/m);
});

test("offsets one by one get the nodes' numbers", () => {
  assert.match(scenario({ offsets: "−10m, 25m" }), /^offsets = 1:-10m, 2:25m$/m);
  assert.match(scenario({ offsets: "3:1s" }), /^offsets = 3:1s$/m);
});

test("an order joins those before it, with its time", () => {
  const once = ordered({}, 1_500_000_000, "kill", "s01");
  assert.equal(once.orders, "1500000000ns kill s01");
  assert.equal(ordered(once, 2e9, "heal", "").orders, "1500000000ns kill s01, 2000000000ns heal");
});

test("a value that no slider has stands at the nearest", () => {
  const delay = KNOBS.find(knob => knob.id === "delay");
  assert.equal(delay.values[place(delay, "450us")], "500us");
  assert.equal(delay.values[place(delay, "no number")], delay.usual);
  assert.equal(magnitude("1.5ms"), 1.5e6);
  assert.equal(valueOf({}, "period"), "1s");
});

/** An engine that needs so many milliseconds for a second. */
function slow(millis) {
  const clock = { ms: 0 },
    engine = {
      seconds: 0,
      end: 1e9,
      now: () => engine.seconds * 1e9,
      isOver: () => engine.seconds >= engine.end,
      advance: seconds => {
        clock.ms += Math.max(0, seconds - engine.seconds) * millis;
        engine.seconds = Math.min(engine.end, seconds);
        return "";
      },
    };
  return { clock, engine, pace: new Pace(engine, () => clock.ms) };
}

test("time passes as many times as fast as is chosen", () => {
  const { clock, engine, pace } = slow(0.05);
  pace.speed = 100;
  for (let frame = 0; frame <= 60; frame++) {
    clock.ms = frame * 16;
    pace.frame(() => {});
  }
  assert.ok(Math.abs(engine.seconds - 96) < 0.5, String(engine.seconds));
  assert.ok(Math.abs(pace.actual - 100) < 3, String(pace.actual));
});

test("what cannot be done within a frame is left out, so that the page stays quick", () => {
  const { clock, pace } = slow(10);
  pace.speed = 1000;
  pace.frame(() => {});
  for (let i = 0; i < 20; i++) {
    const begun = (clock.ms += 16);
    pace.frame(() => {});
    assert.ok(clock.ms - begun < 100, String(clock.ms - begun));
  }
  assert.ok(pace.actual < 200, String(pace.actual));
});

test("after a rest nothing is due", () => {
  const { clock, engine, pace } = slow(0.01);
  pace.frame(() => {});
  clock.ms += 100;
  pace.rest();
  clock.ms += 5000;
  pace.frame(() => {});
  assert.equal(engine.seconds, 0);
});

test("a step on goes to whatever happens next", () => {
  const { engine, pace } = slow(0.01);
  pace.untilSomething(
    () => {},
    () => engine.seconds > 3,
  );
  assert.ok(engine.seconds > 3 && engine.seconds < 3.3, String(engine.seconds));
});
