/**
 * The top of the page: what is so at the moment that is shown, and what to show of it. And its foot: the keys.
 *
 * @import { View } from "./types.mjs"
 */
import { html, set, svg } from "./dom.mjs";
import { nanos } from "./figures.mjs";
import { spreadOf } from "./presence.mjs";

export const MODES = ["watch", "explain", "measure"];

/** @type {{[kind: string]: string}} */
const PILLS = {
  live: "M.5 6a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0",
  ended: "M1 1h10v10H1z",
  electing: "M6 1a5 5 0 0 1 0 10z",
  none: "M6 0l6 11H0zM6 4",
  waiting: "M1 5h10v2H1z",
  lost: "M2 2l8 8M10 2l-8 8",
};

export class Header {
  /** @param {string} name of what is shown, such as a file's @param {(mode: string) => void} onMode */
  constructor(name, onMode) {
    this.shape = svg("path");
    this.status = html("span");
    this.pill = html(
      "div",
      { class: "pill", id: "status", role: "status" },
      svg("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, this.shape),
      this.status,
    );
    this.spread = html("b", { id: "spread" });
    this.spreadOf = html("span", { class: "small" });
    this.modes = MODES.map(mode =>
      html("button", { type: "button", "data-mode": mode, text: mode[0].toUpperCase() + mode.slice(1), onclick: () => onMode(mode) }),
    );
    this.element = html(
      "header",
      {},
      html("h1", {}, "Berkeley", ...(name ? [html("small", { text: name })] : [])),
      this.pill,
      html("div", { class: "spread" }, "spread ", this.spread, " ", this.spreadOf),
      html("div", { class: "modes", role: "group", "aria-label": "What to show" }, ...this.modes),
    );
  }

  /** @param {View} view @param {{kind: string, text: string}} status @param {string} mode */
  draw(view, status, mode) {
    set(this.pill, "class", "pill " + status.kind);
    set(this.pill, "data-kind", status.kind);
    set(this.shape, "d", PILLS[status.kind] ?? PILLS.waiting);
    set(this.status, "text", status.text);
    set(this.spread, "text", nanos(view.spread.ns));
    set(this.spread, "data-ns", view.spread.ns ?? "");
    set(this.spreadOf, "text", (view.spread.ns === null ? "" : spreadOf(view.spread)) + (view.stop ? ` · at ${view.at.toFixed(2)} s` : ""));
    for (const button of this.modes) set(button, "aria-pressed", String(button.dataset.mode === mode));
  }
}

/** @param {boolean} live */
export function footer(live) {
  /** @type {[string[], string][]} */
  const keys = [
    [["←", "→"], "step"],
    [["P"], "play slowly"],
    [["Space"], live ? "pause, live" : "to the end"],
    [["Home", "End"], "first, last"],
    [["Esc"], "close a menu"],
  ];
  return html(
    "footer",
    {},
    ...keys.flatMap(([names, does]) => [...names.flatMap(name => [html("kbd", { text: name }), " "]), does + "  "]),
  );
}

/**
 * A choice with its label.
 * @param {string} label
 * @param {string} id
 * @param {[string, string][]} values each with its words
 * @param {string} chosen
 * @param {() => void} onChange
 * @returns {[HTMLElement, HTMLSelectElement]}
 */
export function choice(label, id, values, chosen, onChange) {
  const select = html(
    "select",
    { id, onchange: onChange },
    ...values.map(([value, text]) => html("option", { value, text, selected: value === chosen })),
  );
  return [html("label", {}, label + " ", select), select];
}
