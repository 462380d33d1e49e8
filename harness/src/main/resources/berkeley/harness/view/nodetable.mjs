/**
 * The nodes as a table: the numbers of the stage, and more of them.
 *
 * @import { NodeView, View } from "./types.mjs"
 */
import { each, html, set } from "./dom.mjs";
import { moment, nanos, ppm } from "./figures.mjs";
import { verdict } from "./view.mjs";

/** @type {[string, string, (node: NodeView) => string, ((node: NodeView) => number | null | undefined)?][]} */
const COLUMNS = [
  ["state", "state", node => (node.answers ? node.state : "SILENT")],
  ["offset", "offset", node => nanos(node.offset, true), node => node.offset],
  ["bound", "bound", node => nanos(node.bound), node => node.bound],
  ["moves", "moves by", node => (node.slew === null ? "–" : Math.abs(node.slew) < 0.005 ? "steady" : "slews " + ppm(node.slew))],
  ["frequency", "frequency", node => ppm(node.frequency)],
  [
    "rtt",
    "round trip",
    node => (node.member && node.member.outcome !== "UNREACHABLE" ? nanos(node.member.rtt_ns) : "–"),
    node => (node.member?.outcome === "UNREACHABLE" ? null : node.member?.rtt_ns),
  ],
  ["vote", "vote", node => (node.member ? verdict(node.member) : node.leads ? "○ asks" : "–")],
  ["term", "term", node => (node.term === null ? "–" : String(node.term))],
  ["seen", "last seen", node => (node.answers ? "now" : node.seenAt === null ? "never" : "at " + moment(node.seenAt))],
  [
    "why",
    "in force, and why",
    node =>
      [
        ...node.chips.filter(chip => chip.kind === "fault").map(chip => chip.text),
        node.member?.outcome === "ACCEPTED" ? "" : (node.member?.reason ?? ""),
      ]
        .filter(text => text)
        .join("; "),
  ],
];

export class NodeTable {
  constructor() {
    this.body = html("tbody", { id: "nodes" });
    this.caption = html("p", { class: "small" });
    this.element = html(
      "section",
      { class: "panel measure wide" },
      html("h2", { text: "Nodes" }),
      this.caption,
      html(
        "div",
        { class: "scroll", tabindex: "0", role: "group", "aria-label": "The nodes" },
        html(
          "table",
          {},
          html(
            "thead",
            {},
            html(
              "tr",
              {},
              html("th", { scope: "col", text: "node" }),
              ...COLUMNS.map(([, title]) => html("th", { scope: "col", text: title })),
            ),
          ),
          this.body,
        ),
      ),
    );
  }

  /** @param {View} view */
  draw(view) {
    set(
      this.caption,
      "text",
      `Offsets against ${view.against}${view.phase === "round" && view.step < 3 ? ", as measured in this round" : ", measured from outside"}.`,
    );
    each(
      this.body,
      view.nodes,
      node => node.id,
      node =>
        html(
          "tr",
          { "data-id": node.id },
          html("th", { scope: "row", text: node.id }),
          ...COLUMNS.map(([name]) => html("td", { class: name })),
        ),
      (row, node) => {
        set(row, "class", node.leads ? "leads" : node.answers ? "" : "silent");
        COLUMNS.forEach(([, , text, figure], i) => {
          const cell = row.children[i + 1];
          set(cell, "text", text(node));
          if (figure) set(cell, "data-ns", figure(node) ?? "");
        });
      },
    );
  }
}
