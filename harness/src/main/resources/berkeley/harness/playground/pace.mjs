/**
 * How far virtual time goes: so many times as fast as real time, as far as the machine can. Knows no page; time is handed to it.
 *
 * @typedef {object} Engine the simulator
 * @property {(settings: string) => string} begin
 * @property {(seconds: number, every: number) => string} advance
 * @property {() => string} lines
 * @property {() => number} now nanoseconds
 * @property {() => boolean} isOver
 * @property {(action: string, id: string) => string} order
 * @property {() => string} summary
 */

export const SPEEDS = [1, 10, 100, 1000];
/** From this speed on one sees but a picture now and then. */
export const UNDRAWN = 1000;
/** Of a frame of 16 ms this is the simulator's, and the rest the drawing's. */
const BUDGET_MS = 9,
  UNDRAWN_BUDGET_MS = 40;
/** A frame that came later than this was not one: the tab was in the background. */
const LONGEST_FRAME_MS = 250;
const SMOOTHING = 0.9;

export class Pace {
  /** @param {Engine} engine @param {() => number} [now] milliseconds */
  constructor(engine, now = () => performance.now()) {
    this.engine = engine;
    this.clock = now;
    this.speed = 1;
    this.lastMs = -1;
    /** How many times as fast as real time it goes. */
    this.actual = 0;
    /** Seconds that are due. */
    this.due = 0;
  }

  /** Forgets what was due: time stood still. */
  rest() {
    this.lastMs = -1;
    this.due = 0;
  }

  /** How far apart looks at all nodes are, beside those before and after each round: not more of them than can be drawn. */
  get every() {
    return this.speed <= 10 ? 0.2 : this.speed < UNDRAWN ? 4 : 20;
  }

  /**
   * Lets as much time pass as is due since the last frame.
   * @param {(lines: string) => void} take
   */
  frame(take) {
    const begun = this.clock(),
      passed = this.lastMs < 0 ? 0 : Math.min(LONGEST_FRAME_MS, begun - this.lastMs);
    this.lastMs = begun;
    if (!passed || this.engine.isOver()) return;
    this.due += (passed / 1000) * this.speed;
    const from = this.engine.now() / 1e9,
      until = from + this.due,
      budget = this.speed < UNDRAWN ? BUDGET_MS : UNDRAWN_BUDGET_MS;
    let now = from;
    while (now < until - 1e-9 && !this.engine.isOver() && this.clock() - begun < budget) {
      take(this.engine.advance(Math.min(until, now + Math.max(0.25, this.speed / 200)), this.every));
      now = this.engine.now() / 1e9;
    }
    this.due = this.clock() - begun < budget ? Math.max(0, until - now) : 0; // what cannot be done in time is left out
    const speed = (now - from) / (passed / 1000);
    this.actual = this.actual ? SMOOTHING * this.actual + (1 - SMOOTHING) * speed : speed;
  }

  /**
   * Lets time pass until something has happened.
   * @param {(lines: string) => void} take
   * @param {() => boolean} happened
   */
  untilSomething(take, happened) {
    for (let i = 0; i < 2000 && !happened() && !this.engine.isOver(); i++) take(this.engine.advance(this.engine.now() / 1e9 + 0.1, 0.2));
  }
}
