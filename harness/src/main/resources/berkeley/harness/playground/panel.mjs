/**
 * The playground's panel: an example, a seed, the speed, a link, and behind "Settings" a slider for everything else. It changes values and says so;
 * what then happens is for whoever made it.
 *
 * @import { Knob, Values } from "./settings.mjs"
 */
import { html, set } from "../view/dom.mjs";
import { SPEEDS } from "./pace.mjs";
import { EXAMPLES, KNOBS, place, scenario, valueOf } from "./settings.mjs";

/**
 * @typedef {object} Hands
 * @property {(values: Values) => void} change another run
 * @property {(speed: number) => void} speed
 * @property {() => void} toEnd
 * @property {() => Promise<string>} copyLink what came of it, in words
 */

export class Panel {
  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    /** @type {Values} */
    this.values = {};
    this.example = html(
      "select",
      { id: "example", onchange: () => this.take(EXAMPLES.find(each => each.id === this.example.value)?.values ?? {}, true) },
      ...EXAMPLES.map(each => html("option", { value: each.id, text: each.label })),
      html("option", { value: "", text: "your own", hidden: true }),
    );
    this.seed = html("input", {
      id: "seed",
      type: "text",
      inputmode: "numeric",
      size: 6,
      autocomplete: "off",
      onchange: () => this.take({ seed: this.seed.value.trim() }),
    });
    const button = (/** @type {string} */ id, /** @type {string} */ text, /** @type {() => void} */ onclick, /** @type {string} */ title) =>
      html("button", { type: "button", id, text, onclick, title });
    this.speeds = SPEEDS.map(speed =>
      html("button", {
        type: "button",
        "data-speed": speed,
        text: `×${speed.toLocaleString("en")}`,
        "aria-label": `${speed} times as fast`,
        onclick: () => hands.speed(speed),
      }),
    );
    this.pace = html("span", { class: "small", id: "pace" });
    this.said = html("output", { id: "said", "aria-live": "polite" });
    this.knobs = KNOBS.map(knob => this.knob(knob));
    this.orders = html("p", { class: "small", id: "ordered" });
    this.terminal = html("pre", { id: "scenario", tabindex: 0, "aria-label": "The scenario as a file" });
    this.summary = html("pre", { id: "summary", tabindex: 0, "aria-label": "What simulate prints of this run" });
    this.terminalWords = html("p", { class: "small" });
    this.summaryWords = html("p", { class: "small" });
    this.element = html(
      "section",
      { class: "panel play", id: "playground", "aria-label": "The playground’s settings" },
      html(
        "div",
        { class: "row" },
        html("label", {}, "Example ", this.example),
        html("label", {}, "Seed ", this.seed),
        button("another", "Next seed", () => this.another(), "Draws other oscillators and delays"),
        button("again", "Begin anew", () => this.hands.change(this.values), "The same run once more"),
        html("span", { class: "speeds", role: "group", "aria-label": "Speed" }, ...this.speeds),
        button("to-end", "To its end", hands.toEnd, "As fast as it goes, undrawn"),
        button("copy", "Copy link", () => hands.copyLink().then(text => this.say(text)), "It carries all settings and orders"),
      ),
      html(
        "div",
        { class: "more" },
        html(
          "details",
          { id: "settings" },
          html("summary", { text: "Settings" }),
          html("div", { class: "knobs" }, ...this.knobs.map(each => each.element)),
          this.orders,
        ),
        html(
          "details",
          { id: "terminal" },
          html("summary", { text: "The same in a terminal" }),
          this.terminalWords,
          this.terminal,
          this.summaryWords,
          this.summary,
        ),
        this.pace,
        this.said,
      ),
    );
  }

  /** @param {Knob} knob */
  knob(knob) {
    const id = "knob-" + knob.id,
      help = html("small", { id: id + "-help", text: knob.help }),
      figure = html("output", { class: "figure" });
    const change = (/** @type {string} */ value) => this.take({ [knob.id]: value });
    const values = knob.values ?? [];
    const common = { id, "aria-describedby": help.id };
    const field =
      knob.form === "slider"
        ? html("input", { type: "range", min: 0, max: values.length - 1, step: 1, ...common })
        : knob.form === "choice"
          ? html("select", common, ...values.map(value => html("option", { value, text: value })))
          : knob.form === "check"
            ? html("input", { type: "checkbox", ...common })
            : html("input", { type: "text", autocomplete: "off", ...common });
    const words = (/** @type {string} */ value) => knob.words?.(value) ?? value;
    if (knob.form === "slider") {
      field.addEventListener("input", () => {
        set(figure, "text", words(values[Number(field.value)]));
        set(field, "aria-valuetext", words(values[Number(field.value)]));
      });
      field.addEventListener("change", () => change(values[Number(field.value)]));
    } else if (knob.form === "check") field.addEventListener("change", () => change(String(field.checked)));
    else field.addEventListener("change", () => change(field.value.trim()));
    const label = html("label", { for: id, text: knob.label });
    const element = html("div", { class: "knob " + knob.form }, label, figure, field, help);
    const show = (/** @type {string} */ value) => {
      if (knob.form === "check") field.checked = value === "true";
      else if (document.activeElement !== field || knob.form !== "text")
        field.value = knob.form === "slider" ? String(place(knob, value)) : value;
      if (knob.form !== "slider") return;
      set(figure, "text", words(value));
      set(field, "aria-valuetext", words(value));
    };
    return { element, show, id: knob.id };
  }

  another() {
    const seed = Number(valueOf(this.values, "seed"));
    this.take({ seed: String(Number.isSafeInteger(seed) ? seed + 1 : 1) });
  }

  /** Changes settings; orders belong to the run before. @param {Values} change @param {boolean} [all] whether the others become as usual */
  take(change, all = false) {
    const { orders: _, ...kept } = this.values;
    this.hands.change(all ? { ...change, seed: valueOf(this.values, "seed") } : { ...kept, ...change });
  }

  /** @param {string} text @param {boolean} [refused] */
  say(text, refused = false) {
    set(this.said, "class", refused ? "refused" : "");
    set(this.said, "text", text);
  }

  /** Shows the settings of a run. @param {Values} values */
  show(values) {
    this.values = values;
    for (const knob of this.knobs) knob.show(valueOf(values, knob.id));
    this.seed.value = valueOf(values, "seed");
    const { seed: _, orders, ...own } = values,
      same = EXAMPLES.find(each => JSON.stringify(Object.entries(each.values).sort()) === JSON.stringify(Object.entries(own).sort()));
    this.example.value = same?.id ?? "";
    set(
      this.orders,
      "text",
      orders
        ? `Orders that the link carries, with the time of each: ${orders}.`
        : "What you order of the nodes becomes part of the link, with its time.",
    );
    const isFixed = valueOf(values, "mastership") === "fixed";
    set(
      this.terminalWords,
      "text",
      isFixed
        ? `Saved as playground.properties, this is the same run: ./berkeley simulate playground.properties --seed ${valueOf(values, "seed")}`
        : `These nodes elect their master, and simulate has a fixed one: choose that for a run that is the same there. Oscillators and network are those of ./berkeley simulate playground.properties --seed ${valueOf(values, "seed")}`,
    );
    set(this.terminal, "text", scenario(values));
  }

  /** @param {number} chosen @param {number} actual @param {boolean} moves whether time passes */
  drawSpeed(chosen, actual, moves) {
    for (const button of this.speeds) set(button, "aria-pressed", String(Number(button.dataset.speed) === chosen));
    set(
      this.pace,
      "text",
      !moves ? "time stands still" : actual && actual < chosen * 0.9 ? `as fast as it goes here: ×${actual.toFixed(0)}` : "",
    );
  }

  /** What simulate prints of the run; empty before its end. @param {string} text @param {string} words */
  drawSummary(text, words) {
    set(this.summaryWords, "text", words);
    set(this.summary, "text", text);
    this.summary.hidden = !text;
  }
}
