/**
 * The controls: one step back or on, slowly, or the newest; and a slider over all stops, with marks where something happened. Keeps the cursor, and
 * nothing else: what is shown follows from the record and the cursor.
 *
 * @import { Cursor, Moment, Stop } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 */
import { each, html, set, svg } from "./dom.mjs";
import { lastStop, numberOf, step, stopAt, stopOf, wordsOf } from "./stops.mjs";

/** A round's step takes so long when it is played, and rests so long afterwards. */
const STEP_MS = 1100,
  REST_MS = [500, 1500, 2200, 1800];
/** Or 50 times as long as it took, where that is longer. */
const SLOWER = 50,
  LONGEST_MS = 4000;
const MOST_MARKS = 60;

export class Timeline {
  /**
   * @param {() => Record} record
   * @param {{onChange: () => void, live: boolean, goOn?: string, more?: () => void, now?: () => number}} settings live: whether more lines
   *   come; goOn: the button that leads back to them; more: brings the next of them where they come when they are asked for
   */
  constructor(record, settings) {
    this.record = record;
    this.settings = settings;
    this.now = settings.now ?? (() => performance.now());
    /** @type {Stop | null} */
    this.stop = null;
    this.playing = false;
    this.follows = false;
    this.begunMs = 0;
    const button = (
      /** @type {string} */ text,
      /** @type {string} */ id,
      /** @type {() => void} */ onclick,
      /** @type {string | null} */ label = null,
    ) => html("button", { type: "button", id, text, onclick, "aria-label": label });
    this.back = button("◀ Step", "back", () => this.move(-1), "Step back");
    this.on = button("Step ▶", "on", () => this.move(1), "Step on");
    this.play = button("▶ Slowly", "play", () => this.togglePlay());
    this.latest = button("Pause", "latest", () => this.togglePause());
    this.slider = html("input", { type: "range", id: "slider", min: 0, step: 1, max: 0, "aria-label": "Position in the record" });
    this.slider.addEventListener("input", () => this.show(stopAt(this.record(), Number(this.slider.value))));
    this.marks = svg("svg", { class: "marks", "aria-hidden": "true" });
    this.where = html("div", { class: "where", id: "where", "aria-live": "polite" });
    this.element = html(
      "section",
      { class: "panel controls", "aria-label": "Step through the record" },
      html("div", { class: "buttons" }, this.back, this.on, this.play, this.latest),
      this.where,
      html("div", { class: "scrub" }, this.marks, this.slider),
    );
  }

  /** @returns {Cursor} */
  get cursor() {
    return { stop: this.stop, progress: this.playing ? this.progress() : 1 };
  }

  /** @param {Stop | null} stop null for the newest */
  show(stop) {
    this.playing = false;
    this.stop = stop;
    this.settings.onChange();
  }

  /** @param {number} by */
  move(by) {
    const from = this.stop ?? lastStop(this.record());
    if (by > 0 && this.settings.more && from && numberOf(from) + by >= this.record().stops) {
      this.settings.more();
      this.show(step(this.record(), from, by));
    } else this.show(step(this.record(), this.stop, by));
  }

  first() {
    this.show(stopAt(this.record(), 0));
  }

  togglePause() {
    this.show(!this.settings.live ? null : this.stop || this.playing ? null : lastStop(this.record()));
  }

  togglePlay() {
    if (this.playing) {
      this.playing = false;
      this.settings.onChange();
      return;
    }
    const newest = lastStop(this.record());
    if (!newest) return;
    this.follows = this.stop === null && this.settings.live;
    const round = this.stop ?? (this.follows ? newestRound(this.record()) : stopAt(this.record(), 0));
    this.stop = round && this.stop === null ? { moment: round.moment, step: 0 } : round;
    this.playing = true;
    this.begunMs = this.now();
    this.settings.onChange();
    this.tick();
  }

  /** @param {Moment} moment */
  duration(moment) {
    return Math.min(LONGEST_MS, Math.max(STEP_MS, moment.round ? ((moment.round.duration_ns / 1e6) * SLOWER) / 2 : STEP_MS));
  }

  progress() {
    if (!this.stop || matchMedia("(prefers-reduced-motion: reduce)").matches) return 1;
    return Math.min(1, (this.now() - this.begunMs) / this.duration(this.stop.moment));
  }

  /** Goes on while it plays. */
  tick() {
    if (!this.playing || !this.stop) return;
    if (this.now() - this.begunMs > this.duration(this.stop.moment) + REST_MS[this.stop.step]) this.next();
    this.settings.onChange();
    requestAnimationFrame(() => this.tick());
  }

  next() {
    const record = this.record();
    if (!this.stop) return;
    const done = this.stop.moment.kind !== "round" || this.stop.step === 3,
      newest = newestRound(record);
    let next = step(record, this.stop, 1);
    if (done && this.follows) next = newest && newest.moment !== this.stop.moment ? { moment: newest.moment, step: 0 } : null;
    if (!next || numberOf(next) === numberOf(this.stop)) {
      if (this.settings.more) this.settings.more();
      else if (!this.follows) this.playing = false; // that was the last; who follows waits for the next round
      return;
    }
    this.stop = next;
    this.begunMs = this.now();
  }

  /** Takes the cursor along into a record that was loaded anew. @param {boolean} isSameRun */
  carryOver(isSameRun) {
    if (this.stop)
      this.stop = isSameRun
        ? Object.assign(stopOf(this.record(), this.stop.moment.at) ?? { moment: this.stop.moment, step: 0 }, { step: this.stop.step })
        : null;
    if (!isSameRun) this.playing = false;
  }

  draw() {
    const record = this.record(),
      stop = this.stop,
      last = Math.max(0, record.stops - 1),
      number = stop ? numberOf(stop) : last;
    set(this.slider, "max", last);
    this.slider.value = String(number);
    set(this.slider, "aria-valuetext", stop ? wordsOf(stop) : "the newest");
    set(
      this.where,
      "text",
      stop
        ? wordsOf(stop)
        : !record.stops
          ? "nothing to step through yet"
          : this.settings.live && !record.ended
            ? `the newest, ${record.newest.toFixed(0)} s`
            : `the end, ${record.newest.toFixed(1)} s`,
    );
    const disable = (/** @type {any} */ button, /** @type {boolean} */ off) => set(button, "aria-disabled", off ? "true" : null);
    disable(this.back, number <= 0);
    disable(this.on, this.settings.more ? !record.stops : !stop || number >= last);
    disable(this.play, !record.stops);
    disable(this.latest, !record.stops || (!this.settings.live && !stop));
    set(this.play, "text", this.playing ? "■ Stop" : "▶ Slowly");
    set(this.play, "aria-pressed", String(this.playing));
    set(this.latest, "text", !this.settings.live ? "To the end" : stop || this.playing ? (this.settings.goOn ?? "● Live") : "‖ Pause");
    this.drawMarks(record, last);
  }

  /** @param {Record} record @param {number} last */
  drawMarks(record, last) {
    const all = record.moments
      .filter(moment => moment.events.some(event => event.event === "election" || event.event === "fault"))
      .slice(-MOST_MARKS);
    const x = (/** @type {Moment} */ moment) => (last ? ((moment.first + (moment.kind === "round" ? 3 : 0)) / last) * 100 : 0);
    each(
      this.marks,
      all,
      moment => String(moment.at),
      () => svg("path"),
      (mark, moment) => {
        const isFault = moment.events.some(event => event.event === "fault" && !event.heals);
        set(mark, "d", isFault ? "M-4 7h8l-4 -7z" : "M0 0l4 4-4 4-4-4z");
        set(mark, "class", isFault ? "mark-fault" : "mark-agree");
        set(mark, "$transform", `translateX(calc(10px + (100cqw - 20px) * ${(x(moment) / 100).toFixed(4)}))`);
      },
    );
  }
}

/** @param {Record} record @returns {Stop | null} */
function newestRound(record) {
  for (let i = record.moments.length - 1; i >= 0; i--)
    if (record.moments[i].kind === "round") return { moment: record.moments[i], step: 0 };
  return lastStop(record);
}
