/**
 * A dial: hands for the time of day, and around them a ring on which an offset is magnified. On the ring: a hand with a knob is the offset, a wedge
 * what lies between it and the agreed time, a soft arc the bound, a triangle what was agreed on. What does not fit is hatched, with a double arrow.
 *
 * @import { NodeView } from "./types.mjs"
 */
import { arc, html, polar, set, svg } from "./dom.mjs";

const RING = 50,
  FACE = 44;

export class Dial {
  /** @param {boolean} tiny whether there is room for the hands and the ring only */
  constructor(tiny) {
    const hidden = { display: "none" };
    this.ring = svg("circle", { class: "ring", r: RING });
    this.bound = svg("path", { class: "bound", ...hidden });
    this.face = svg("circle", { class: "face", r: FACE });
    this.wedge = svg("path", { class: "wedge", ...hidden });
    this.marks = svg("path", { class: "marks", d: tiny ? "" : marks() });
    this.ghosts = [hand("ghost", 22), hand("ghost", 34)];
    this.hands = [hand("hour", 22), hand("minute", 34), hand("second", 38)];
    this.dead = svg("path", { class: "dead", ...hidden });
    this.agreed = svg(
      "g",
      hidden,
      svg("path", { class: "agreed-line", d: "M0 -42V-56" }),
      svg("path", { class: "agreed", d: "M0 -55l-5.5 -9h11z" }),
    );
    this.off = svg(
      "g",
      { class: "off", ...hidden },
      svg("path", { class: "hatch" }),
      svg("path", { class: "arrows", d: "M58 -6l6 6-6 6M65 -6l6 6-6 6" }),
    );
    this.offset = svg(
      "g",
      hidden,
      svg("path", { class: "offset-line", d: `M0 -6V${-RING}` }),
      svg("circle", { class: "knob", cy: -RING, r: tiny ? 8 : 4.8 }),
    );
    this.hub = svg("circle", { class: "hub", r: 3 });
    this.svg = svg(
      "svg",
      { viewBox: "-57 -57 114 114", "aria-hidden": "true", class: tiny ? "tiny" : null },
      this.ring,
      this.bound,
      this.face,
      this.wedge,
      this.marks,
      ...this.ghosts,
      ...this.hands,
      this.dead,
      this.agreed,
      this.off,
      this.offset,
      this.hub,
    );
    this.element = html("button", { class: "dial", type: "button", "aria-haspopup": "true" }, this.svg);
  }

  /**
   * @param {NodeView} node
   * @param {number} scale one turn of the ring, nanoseconds
   */
  draw(node, scale) {
    const degrees = (/** @type {number} */ ns) => (ns / scale) * 360,
      fits = (/** @type {number | null} */ ns) => ns !== null && Math.abs(ns) <= scale / 2;
    const { offset, bound, agreed } = node,
      isOff = offset !== null && !fits(offset);
    set(this.svg, "data-fault", node.lies || node.member?.outcome === "REJECTED" ? "yes" : null);
    set(this.face, "class", node.leads ? "face leads" : node.answers ? "face" : "face silent");

    const half = bound === null ? 0 : Math.min(180, degrees(bound));
    show(
      this.bound,
      offset !== null && !isOff && half > 0.4,
      offset === null ? "" : arc(RING, degrees(offset) - half, degrees(offset) + half),
    );
    const home = agreed !== null && fits(agreed) ? agreed : 0;
    const wedge = offset !== null && !isOff && Math.abs(offset - home) > scale * 0.002;
    show(this.wedge, wedge, offset === null ? "" : `M0 0L${arc(FACE, degrees(home), degrees(offset)).slice(1)}Z`);
    show(this.agreed, agreed !== null && fits(agreed));
    if (agreed !== null && fits(agreed)) turn(this.agreed, degrees(agreed));
    show(this.offset, offset !== null && !isOff && !(node.leads && offset === 0 && agreed === null));
    if (offset !== null && !isOff) turn(this.offset, degrees(offset));
    show(this.off, isOff);
    if (isOff && offset !== null) {
      set(this.off.firstChild, "d", arc(RING, offset > 0 ? 62 : -118, offset > 0 ? 118 : -62));
      set(this.off.lastChild, "transform", offset > 0 ? null : "scale(-1 1)");
    }
    this.drawHands(node);
  }

  /** @param {NodeView} node */
  drawHands(node) {
    const { time_s: time, ghost_s: ghost } = node,
      frozen = node.chips.some(each => each.text === "frozen");
    for (const each of [...this.hands, this.hub]) show(each, time !== null);
    if (time !== null) {
      const second = Math.floor(time) % 43200;
      turn(this.hands[0], second / 120);
      turn(this.hands[1], (second / 10) % 360);
      turn(this.hands[2], (second % 60) * 6);
    }
    for (const each of this.ghosts) show(each, ghost !== null);
    if (ghost !== null) {
      turn(this.ghosts[0], (ghost / 120) % 360);
      turn(this.ghosts[1], (ghost / 10) % 360);
      for (const each of this.ghosts) set(each, "class", node.lies ? "ghost lies" : "ghost");
    }
    show(
      this.dead,
      time === null && !node.answers && (node.seenAt !== null || node.chips.length > 0),
      frozen ? "M-7 -13V13M7 -13V13" : "M-13 -13L13 13M13 -13L-13 13",
    );
  }
}

/** @param {string} kind @param {number} length */
const hand = (kind, length) => svg("path", { class: "hand " + kind, d: `M0 ${kind === "second" ? 8 : 0}V${-length}` });

/** @param {Element} element @param {boolean} visible @param {string} [path] */
function show(element, visible, path) {
  set(element, "display", visible ? null : "none");
  if (visible && path !== undefined) set(element, "d", path);
}

/** @param {Element} element @param {number} degrees */
const turn = (element, degrees) => set(element, "transform", `rotate(${degrees.toFixed(2)})`);

function marks() {
  let path = "";
  for (let hour = 0; hour < 12; hour++) path += `M${polar(hour % 3 ? 39.5 : 36, hour * 30)}L${polar(42, hour * 30)}`;
  return path;
}
