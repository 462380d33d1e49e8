/**
 * The playground: the page of a cluster that runs in the page itself. The simulator is the classes of master, node and simulator, compiled to
 * JavaScript; its lines are those of a record. Time passes while the newest is shown, and stands still while one looks at something before.
 *
 * @import { Engine } from "./pace.mjs"
 * @import { Values } from "./settings.mjs"
 */
import { App } from "../view/app.mjs";
import { Record } from "../view/record.mjs";
import { Pace, SPEEDS, UNDRAWN } from "./pace.mjs";
import { Panel } from "./panel.mjs";
import { ordered, readLink, run, writeLink } from "./settings.mjs";

/** How often there is a picture while time runs undrawn. */
const UNDRAWN_MS = 400;
/** Of a run that goes to its end at once there are so many looks at most. */
const MOST_LOOKS = 600;

const engine = /** @type {Engine} */ (/** @type {any} */ (globalThis).berkeleyEngine),
  pace = new Pace(engine);
let record = new Record(),
  drawnMs = 0,
  taken = false,
  end = 0;
/** @type {Values} */
let values = {};

const panel = new Panel({
  change: next => begin(next),
  speed: speed => setSpeed(speed),
  toEnd,
  copyLink: async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      return "copied";
    } catch (problem) {
      return "it stands in the address bar";
    }
  },
});

const app = new App(/** @type {HTMLElement} */ (document.getElementById("page")), record, {
  live: true,
  control: { network: true, stepDown: true, give },
  hint: "",
  name: "playground",
  above: panel.element,
  goOn: "▶ Go on",
  plotMs: 60,
  more: () => pace.untilSomething(take, fresh()),
});
Object.assign(globalThis, { berkeley: app, playground: { pace, engine } }); // for whoever looks into it from the console

/** @param {string} lines */
function take(lines) {
  taken ||= lines !== "";
  for (const line of lines.split("\n")) if (line) record.acceptText(line);
}

/** Whether there is one more moment than there was. */
function fresh() {
  const before = record.moments[record.moments.length - 1];
  return () => record.moments[record.moments.length - 1] !== before;
}

/** Begins another run; keeps the one before where that cannot be. @param {Values} next */
function begin(next) {
  const answer = JSON.parse(engine.begin(run(next)));
  if (answer.problem) {
    panel.say(answer.problem.replace("scenario playground: ", ""), true);
    panel.show(values);
    return;
  }
  values = next;
  end = answer.end;
  panel.say("");
  panel.show(values);
  panel.drawSummary("", "At its end the run’s figures are here, as simulate prints them.");
  link();
  record = new Record();
  take(engine.lines());
  pace.rest();
  app.lessons.choose(app.lessons.lesson?.id ?? "");
  app.update(record, false);
}

function link() {
  history.replaceState(null, "", "#" + writeLink(location.hash.slice(1), values));
}

/** @param {number} speed */
function setSpeed(speed) {
  pace.speed = speed;
  pace.rest();
  app.timeline.show(null);
}

function toEnd() {
  setSpeed(UNDRAWN);
  const apart = Math.max(1, end / MOST_LOOKS);
  while (!engine.isOver()) take(engine.advance(engine.now() / 1e9 + apart, apart));
  over();
  app.update();
}

function over() {
  const text = engine.summary();
  panel.drawSummary(
    text,
    text
      ? "The run is over. This is what ./berkeley simulate prints of it:"
      : values.orders
        ? "The run is over. Something was ordered in it, so simulate has no such run."
        : "The run is over.",
  );
}

/** @param {string} action @param {string} id */
function give(action, id) {
  app.timeline.show(null);
  const at = engine.now(),
    answer = JSON.parse(engine.order(action, id));
  take(engine.lines());
  if (answer.ok) {
    values = ordered(values, at, action, id);
    panel.show(values);
    link();
  }
  app.update();
  return Promise.resolve(answer);
}

/** @param {number} now */
function frame(now) {
  const moves = app.timeline.stop === null && !engine.isOver(),
    wasOver = engine.isOver();
  if (moves) pace.frame(take);
  else pace.rest();
  if (engine.isOver() && !wasOver) over();
  panel.drawSpeed(pace.speed, pace.actual, moves);
  if (taken && (pace.speed < UNDRAWN || now - drawnMs > UNDRAWN_MS || engine.isOver())) {
    taken = false;
    drawnMs = now;
    app.update();
  }
  requestAnimationFrame(frame);
}

addEventListener("hashchange", () => {
  const next = readLink(location.hash.slice(1));
  if (run(next) !== run(values)) begin(next);
});

const asked = Number(new URLSearchParams(location.hash.slice(1)).get("speed"));
if (SPEEDS.includes(asked)) pace.speed = asked;
begin(readLink(location.hash.slice(1)));
requestAnimationFrame(frame);
