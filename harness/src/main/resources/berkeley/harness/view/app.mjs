/**
 * The page: puts the panels together and draws them from one view. It knows neither a server nor a file: whoever mounts it hands in the record and says
 * when there is more of it. Three doors lead here: the live page, the report of a recorded run, and the playground.
 *
 * @import { View } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 */
import { html, set } from "./dom.mjs";
import { Events } from "./events.mjs";
import { faultsAt, ordersOf, ordersOfAll } from "./faults.mjs";
import { Header, MODES, choice, footer } from "./header.mjs";
import { LessonPanel } from "./lessonpanel.mjs";
import { Menu } from "./menu.mjs";
import { NodeTable } from "./nodetable.mjs";
import { Orders } from "./orders.mjs";
import { clocksData, clocksPlot, errorsData, errorsPlot, frequenciesData, frequenciesPlot, spreadData, spreadPlot } from "./plots.mjs";
import { RoundPanel } from "./roundpanel.mjs";
import { Stage } from "./stage.mjs";
import { stopAtRound, stopOf } from "./stops.mjs";
import { Timeline } from "./timeline.mjs";
import { viewAt } from "./view.mjs";
import { GLOSSARY } from "./words.mjs";

/**
 * @typedef {object} Control gives orders to the nodes that are shown
 * @property {boolean} network whether links can be changed
 * @property {boolean} [stepDown] whether a master can be told to give it up
 * @property {(action: string, id: string) => Promise<{ok: boolean, text: string}>} give
 *
 * @typedef {object} Settings
 * @property {boolean} live whether more lines come
 * @property {Control | null} control null where there is nothing to order
 * @property {string} hint how to have a page that takes orders
 * @property {string} [name] of what is shown, such as a file's
 * @property {HTMLElement} [above] what stands below the header
 * @property {number} [plotMs] how far apart drawings of the plots are at least, where there is something new in each frame
 * @property {string} [goOn] the button that leads back to the newest
 * @property {() => void} [more] brings the next lines, where they come when they are asked for
 */

export class App {
  /** @param {HTMLElement} root @param {Record} record @param {Settings} settings */
  constructor(root, record, settings) {
    this.root = root;
    this.record = record;
    this.settings = settings;
    this.mode = "watch";
    /** What the door says of itself, where that matters more than the record: the server is gone. @type {{kind: string, text: string} | null} */
    this.notice = null;
    this.drawing = false;
    this.plottedMs = -1e9;
    this.owesPlots = false;
    /** @type {View} */
    this.view = viewAt(record, { stop: null, progress: 1 });
    const redraw = () => this.redraw();
    const [spanLabel, span] = choice(
      "Show",
      "window",
      [
        ["30", "30 s"],
        ["60", "1 min"],
        ["300", "5 min"],
        ["0", "all"],
      ],
      this.settings.live ? "60" : "0",
      redraw,
    );
    const [scaleLabel, scale] = choice(
      "Scale",
      "scale",
      [
        ["log", "logarithmic"],
        ["linear", "linear"],
      ],
      "log",
      redraw,
    );
    this.window = span;
    this.scale = scale;
    this.choices = html("div", { class: "choices" }, spanLabel, scaleLabel);
    const control = settings.control,
      network = Boolean(control?.network);
    const source = {
      ids: () => this.record.ids,
      events: () => this.record.events,
      span: () => this.span(),
      cursor: () => (this.timeline.stop ? this.view.at : null),
      linear: () => this.scale.value === "linear",
    };
    this.header = new Header(settings.name ?? "", mode => this.go({ mode }));
    this.orders = new Orders(control, () => ordersOfAll(this.newest().presence, this.faults(), network, control?.stepDown));
    this.menu = new Menu(
      id => (control ? ordersOf(id, this.faults().get(id), this.answers(id), network) : null),
      (action, id) => this.orders.give(action, id),
    );
    this.stage = new Stage((id, dial) => this.menu.open(id, dial, this.view));
    this.stage.element.append(this.menu.element);
    this.round = new RoundPanel();
    this.timeline = new Timeline(() => this.record, {
      live: settings.live,
      goOn: settings.goOn,
      more: settings.more,
      onChange: () => this.redraw(),
    });
    this.lessons = new LessonPanel(
      {
        orders: Boolean(control),
        network,
        hint: settings.hint,
        give: (action, id) => this.orders.give(action, id).then(() => this.lessons.begin(this.record.newest)),
        move: move => this.move(move),
      },
      id => this.go({ lesson: id }),
    );
    this.table = new NodeTable();
    this.events = new Events(at => this.timeline.show(stopOf(this.record, at)));
    this.clocks = clocksPlot(source);
    this.frequencies = frequenciesPlot(source);
    this.errors = errorsPlot();
    this.spreads = spreadPlot(source);
    this.build();
    addEventListener("hashchange", () => this.readLink());
    document.addEventListener("keydown", event => this.key(event));
    this.root.addEventListener("click", () => this.redraw());
    new ResizeObserver(() => this.redraw()).observe(root);
    this.readLink();
    this.redraw();
  }

  build() {
    this.clocks.heading.after(this.choices);
    this.clocks.element.classList.add("clocks");
    for (const plot of [this.frequencies, this.errors, this.spreads]) plot.element.classList.add("measure");
    const words = GLOSSARY.flatMap(([word, text]) => [html("dt", { text: word }), html("dd", { text })]);
    const glossary = html("section", { class: "panel measure words" }, html("h2", { text: "Words" }), html("dl", {}, ...words));
    const upper = html(
      "div",
      { class: "upper" },
      ...[this.lessons, this.stage, this.round, this.timeline, this.orders].map(part => part.element),
    );
    const lower = html(
      "div",
      { class: "lower" },
      ...[this.table, this.clocks, this.events, this.frequencies, this.errors, this.spreads].map(part => part.element),
      glossary,
    );
    this.root.append(
      html("a", { class: "skip", href: "#stage", text: "To the stage" }),
      this.header.element,
      ...(this.settings.above ? [this.settings.above] : []),
      html("main", {}, upper, lower),
      footer(this.settings.live),
    );
  }

  /** There is more of the record, or another one. @param {Record} [record] @param {boolean} [isSameRun] whether another record is of the same run */
  update(record, isSameRun = true) {
    if (record) {
      this.record = record;
      this.timeline.carryOver(isSameRun);
    }
    this.redraw();
  }

  /** @param {{kind: string, text: string} | null} notice */
  say(notice) {
    this.notice = notice;
    this.redraw();
  }

  newest() {
    return this.timeline.stop ? viewAt(this.record, { stop: null, progress: 1 }) : this.view;
  }

  faults() {
    return faultsAt(this.record, this.record.newest);
  }

  /** @param {string} id */
  answers(id) {
    return Boolean(this.newest().nodes.find(node => node.id === id)?.answers);
  }

  /** @returns {[number, number]} */
  span() {
    const seconds = Number(this.window.value),
      to = Math.max(this.view.stop ? this.view.at : this.record.newest, 0.5),
      first = this.record.series.times[0] ?? 0;
    return [
      seconds ? Math.max(Math.min(first, to - 1), to - seconds) : Math.min(first, to - 1),
      seconds ? to : Math.max(to, this.record.newest),
    ];
  }

  redraw() {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      this.draw();
    });
  }

  draw() {
    const begun = performance.now(),
      record = this.record,
      view = (this.view = viewAt(record, this.timeline.cursor));
    this.header.draw(view, this.notice ?? view.status, this.mode);
    set(this.root, "class", `page ${this.mode}`);
    set(this.root, "data-leader", view.presence.leader);
    set(this.root, "data-term", view.presence.term);
    if (this.mode !== "measure") {
      this.stage.draw(view);
      this.round.draw(view);
    }
    if (this.mode === "explain") this.lessons.draw(record, view, this.newest());
    this.timeline.draw();
    this.menu.draw(view);
    this.orders.draw();
    this.events.draw(record, view);
    if (begun - this.plottedMs >= (this.settings.plotMs ?? 0)) {
      this.plottedMs = begun;
      this.drawPlots(view);
    } else if (!this.owesPlots) {
      this.owesPlots = true;
      setTimeout(() => {
        this.owesPlots = false;
        this.redraw();
      }, this.settings.plotMs);
    }
    if (view.round) Object.assign(document.body.dataset, { round: String(view.round.round), at: String(view.round.at_ns) });
    queueMicrotask(() => {
      document.body.dataset.drawMillis = (performance.now() - begun).toFixed(1);
    }); // uPlot draws in one, too
  }

  /** @param {View} view */
  drawPlots(view) {
    const ids = this.record.ids.join(" ") + this.scale.value,
      clocks = clocksData(this.record, view);
    this.clocks.draw(clocks.data, ids, clocks.words);
    if (this.mode !== "measure") return;
    this.table.draw(view);
    const frequencies = frequenciesData(this.record, view),
      errors = errorsData(this.record, view);
    this.frequencies.draw(frequencies.data, ids, frequencies.words);
    this.errors.draw(errors.data, "", errors.words);
    const spread = spreadData(this.record, view);
    this.spreads.draw(spread.data, ids, spread.words);
  }

  /** @param {"first-round" | "slowly" | "stamp"} move */
  move(move) {
    if (move === "stamp") this.timeline.show(null);
    else {
      this.timeline.show(stopAtRound(this.record, () => true));
      if (move === "slowly") this.timeline.togglePlay();
    }
    this.lessons.begin(move === "stamp" ? this.record.newest : 0);
  }

  /** Changes what is shown, and the page's link with it. @param {{mode?: string, lesson?: string}} to */
  go(to) {
    if (to.mode) this.mode = to.mode;
    if (to.lesson !== undefined) {
      this.mode = "explain";
      this.lessons.choose(to.lesson);
    }
    const lesson = this.mode === "explain" ? this.lessons.lesson?.id : undefined,
      link = new URLSearchParams(location.hash.slice(1)); // what else it carries stays
    for (const part of ["lesson", "mode", "at"]) link.delete(part);
    if (lesson) link.set("lesson", lesson);
    else if (this.mode !== "watch") link.set("mode", this.mode);
    history.replaceState(null, "", "#" + link);
    this.redraw();
  }

  /** #lesson=liar, #mode=measure, #at=12.3 */
  readLink() {
    const link = new URLSearchParams(location.hash.slice(1)),
      mode = link.get("mode"),
      lesson = link.get("lesson"),
      at = link.get("at");
    if (lesson !== null) {
      this.mode = "explain";
      this.lessons.choose(lesson);
    } else if (mode && MODES.includes(mode)) {
      this.mode = mode;
      if (mode === "explain") this.lessons.choose("");
    }
    if (at !== null && Number.isFinite(Number(at))) this.timeline.show(stopOf(this.record, Number(at)));
    this.redraw();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target),
      isField = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName),
      isButton = /^(BUTTON|A)$/.test(target.tagName);
    if (event.key === "Escape") {
      this.menu.close();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || isField) return;
    /** @type {{[key: string]: () => void}} */
    const acts = {
      ArrowLeft: () => this.timeline.move(-1),
      ArrowRight: () => this.timeline.move(1),
      p: () => this.timeline.togglePlay(),
      Home: () => this.timeline.first(),
      End: () => this.timeline.show(null),
      ...(isButton ? {} : { " ": () => this.timeline.togglePause() }),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }
}
