/**
 * The lines between whoever asks and the others, and what travels on them: a question, an answer, a correction. Of a message that has arrived the
 * written trace stays: an arrowhead and a number. A cut link is visibly broken.
 *
 * @import { View } from "./types.mjs"
 */
import { set, svg } from "./dom.mjs";
import { nanos, short } from "./figures.mjs";

/** @typedef {[number, number]} Point */

export class Spoke {
  constructor() {
    this.line = svg("path", { class: "link" });
    this.bars = svg("path", { class: "bars" });
    this.arrow = svg("path", { class: "arrow" });
    this.message = svg("path", { class: "message" });
    this.tag = svg("text", { class: "tag", "text-anchor": "middle" });
    this.element = svg("g", {}, this.line, this.bars, this.arrow, this.message, this.tag);
  }

  /**
   * @param {Point} from whoever asks
   * @param {Point} to
   * @param {number} gap that is left at both ends
   * @param {number} label how much the words below a dial take
   * @param {boolean} crowded whether there is no room for words
   * @param {Traffic} traffic
   */
  draw(from, to, gap, label, crowded, traffic) {
    const dx = to[0] - from[0],
      dy = to[1] - from[1],
      length = Math.hypot(dx, dy),
      steep = Math.abs(dx) < 0.9 * Math.abs(dy);
    const a = gap + (steep && dy > 0 ? label : 0),
      b = length - gap - (steep && dy < 0 ? label : 0);
    set(this.element, "display", b > a + 4 ? null : "none");
    if (b <= a + 4) return;
    const ux = dx / length,
      uy = dy / length,
      point = (/** @type {number} */ d) => [from[0] + ux * d, from[1] + uy * d];
    const text = (/** @type {number[]} */ p) => `${p[0].toFixed(1)} ${p[1].toFixed(1)}`;
    const middle = (a + b) / 2;
    set(this.line, "class", "link " + traffic.link);
    set(
      this.line,
      "d",
      traffic.link === "cut"
        ? `M${text(point(a))}L${text(point(middle - 10))}M${text(point(middle + 10))}L${text(point(b))}`
        : `M${text(point(a))}L${text(point(b))}`,
    );
    const bar = (/** @type {number} */ d) => {
      const [x, y] = point(d);
      return `M${text([x - uy * 9 + ux * 3, y + ux * 9 + uy * 3])}L${text([x + uy * 9 - ux * 3, y - ux * 9 - uy * 3])}`;
    };
    set(this.bars, "d", traffic.link === "cut" ? bar(middle - 10) + bar(middle + 10) : "");
    set(this.arrow, "class", "arrow " + traffic.kind);
    set(this.arrow, "d", traffic.arrow ? head(point(traffic.arrow > 0 ? b - 2 : a + 2), traffic.arrow, ux, uy, crowded ? 5 : 11) : "");
    set(this.message, "class", "message " + traffic.kind);
    const [x, y] = point(a + (b - a) * traffic.travel);
    set(
      this.message,
      "d",
      !traffic.moving
        ? ""
        : traffic.kind === "told"
          ? `M${x} ${y - 8}l8 8-8 8-8-8z`
          : `M${x - 6.5} ${y}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0z`,
    );
    const upright = Math.abs(dx) < 0.3 * Math.abs(dy),
      room = !crowded && traffic.tag && (upright || b - a > traffic.tag.length * 5.4 + 14);
    set(this.tag, "text", room ? traffic.tag : "");
    set(this.tag, "class", "tag " + traffic.kind);
    if (room) {
      const [mx, my] = point(a + (b - a) * 0.5);
      set(this.tag, "x", (mx + (upright ? 10 : 0)).toFixed(1));
      set(this.tag, "y", (my + 4).toFixed(1));
    }
    set(this.tag, "text-anchor", upright ? "start" : "middle");
  }
}

/** @param {number[]} tip @param {number} k @param {number} ux @param {number} uy @param {number} size */
function head([x, y], k, ux, uy, size) {
  const back = (/** @type {number} */ side) =>
    `${(x - k * ux * size - side * uy * size * 0.46).toFixed(1)} ${(y - k * uy * size + side * ux * size * 0.46).toFixed(1)}`;
  return `M${x.toFixed(1)} ${y.toFixed(1)}L${back(1)}L${back(-1)}Z`;
}

/**
 * @typedef {object} Traffic
 * @property {"good" | "cut" | "faint" | "none"} link
 * @property {"ask" | "answer" | "told" | "none"} kind
 * @property {boolean} moving
 * @property {number} travel where the message is, 0 at the master
 * @property {number} arrow 1 towards the member, -1 towards the master, 0 for none
 * @property {string} tag
 */

/**
 * What is on the line to a node.
 * @param {View} view
 * @param {string} id
 * @returns {Traffic}
 */
export function traffic(view, id) {
  const node = view.nodes.find(each => each.id === id),
    member = view.phase === "round" ? (node?.member ?? null) : null;
  const cut = Boolean(node?.chips.some(each => each.text === "cut off")),
    gone = !node?.answers;
  /** @type {Traffic} */
  const idle = { link: cut ? "cut" : gone ? "faint" : "good", kind: "none", moving: false, travel: 0, arrow: 0, tag: "" };
  if (view.phase !== "round" || cut || !member) return idle;
  const p = view.progress,
    answers = member.outcome !== "UNREACHABLE";
  switch (view.step) {
    case 0:
      return p < 0.5 || !answers
        ? { ...idle, kind: "ask", moving: p < 0.5, travel: Math.min(1, p * 2), arrow: p < 0.5 ? 0 : 1 }
        : { ...idle, kind: "answer", moving: p < 1, travel: 2 - p * 2, arrow: p < 1 ? 0 : -1 };
    case 1:
      return answers ? { ...idle, kind: "answer", arrow: -1, tag: `rtt ${nanos(member.rtt_ns)}` } : idle;
    case 3: {
      const share = Math.min(1, p / 0.55);
      return answers
        ? {
            ...idle,
            kind: "told",
            moving: share < 1,
            travel: share,
            arrow: share < 1 ? 0 : 1,
            tag: share < 1 ? "" : short(member.delta_ns, true),
          }
        : idle;
    }
    default:
      return idle;
  }
}
