/**
 * What happened, in sentences, newest last; each leads to its moment.
 *
 * @import { Happening, View } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 */
import { each, html, set, svg } from "./dom.mjs";

/** The record has them all; the list shows so many up to the moment that is shown. */
const MOST = 150;

/** @type {{[kind: string]: string}} */
const SHAPES = {
  fault: "M6 1l5.5 10H.5z",
  silence: "M6 1l5.5 10H.5z",
  election: "M6 0l6 6-6 6-6-6z",
  outcome: "M2 2l8 8M10 2l-8 8",
  state: "M2 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
  arrival: "M2 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
  reference: "M1 6h10M6 1v10",
  heals: "M1.5 6.5l3 3 6-7",
};

/** @param {Happening} event */
export const kindOf = event =>
  event.heals ? "heals" : event.event === "state" && / to (HOLDOVER|SUSPENDED)/.test(event.text) ? "state caution" : event.event;

export class Events {
  /** @param {(at: number) => void} onPick */
  constructor(onPick) {
    this.onPick = onPick;
    this.list = html("ol", { tabindex: "0", "aria-label": "What happened, newest first" });
    this.note = html("p", { class: "small" });
    this.element = html("section", { class: "panel events" }, html("h2", { text: "What happened" }), this.note, this.list);
    /** @type {Map<Happening, string>} */
    this.keys = new Map();
    this.count = 0;
  }

  /** @param {Record} record @param {View} view */
  draw(record, view) {
    const until = view.stop ? Math.max(view.at, view.stop.moment.at) : Infinity;
    const past = record.events.filter(event => event.at <= until),
      shown = past.slice(-MOST).reverse(),
      left = past.length - shown.length;
    set(this.note, "text", !past.length ? "Nothing yet." : left ? `The newest ${MOST}; ${left} more came before.` : "");
    each(
      this.list,
      shown,
      event => this.key(event),
      event =>
        html(
          "li",
          {},
          html(
            "button",
            { type: "button", onclick: () => this.onPick(event.at) },
            svg("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, svg("path")),
            html("time", { text: event.at.toFixed(1) + " s" }),
            html("span", { text: event.text }),
          ),
        ),
      (item, event) => {
        const kind = kindOf(event),
          shape = item.querySelector("path");
        set(shape, "d", SHAPES[kind.split(" ")[0]] ?? SHAPES.state);
        set(shape, "class", "event " + kind);
        set(item, "aria-current", view.stop?.moment.events.includes(event) ? "true" : null);
      },
    );
  }

  /** @param {Happening} event */
  key(event) {
    let key = this.keys.get(event);
    if (!key) {
      this.keys.set(event, (key = String(this.count++)));
      if (this.keys.size > 20_000) this.keys.clear();
    }
    return key;
  }
}
