/**
 * The stage: each clock at its seat, the master in the middle, messages on the lines between them. Draws a view, and asks for a menu where a clock
 * is pressed. While nobody leads it says who answers, and how many are needed.
 *
 * @import { NodeView, View } from "./types.mjs"
 */
import { Dial } from "./dial.mjs";
import { each, html, set, svg } from "./dom.mjs";
import { clockTime, nanos, short } from "./figures.mjs";
import { layout } from "./layout.mjs";
import { Spoke, traffic } from "./spokes.mjs";
import { describe } from "./view.mjs";

const LEAST_HEIGHT = 560;

export class Stage {
  /** @param {(id: string, dial: HTMLElement) => void} onDial */
  constructor(onDial) {
    this.onDial = onDial;
    this.title = html("h2", { id: "stage-title" });
    this.links = svg("svg", { class: "links", role: "img" });
    this.seats = svg("g", { class: "seats" });
    this.spokes = svg("g");
    this.links.append(this.seats, this.spokes);
    this.nodes = html("div", { class: "nodes" });
    this.tally = html("div", { class: "tally", hidden: true }, html("strong"), html("ol"), html("p"));
    this.scale = html("b");
    this.against = html("span");
    this.key = html(
      "div",
      { class: "key" },
      this.scale,
      this.against,
      legend("offset-line", "M0 6H12", "offset, magnified", "knob"),
      legend("bound", "M0 6H18", "bound"),
      legend("agreed", "M3 2h10l-5 8z", "agreed"),
      legend("ghost", "M0 6H18", "before, or only said"),
    );
    this.element = html(
      "section",
      { class: "panel stage", id: "stage", "aria-labelledby": "stage-title", tabindex: "-1" },
      this.title,
      this.links,
      this.nodes,
      this.tally,
      this.key,
    );
    /** @type {Map<string, {dial: Dial, element: any, who: any, time: any, off: any, bound: any, chips: any, tiny: boolean}>} */
    this.parts = new Map();
    /** @type {Map<string, Spoke>} */
    this.lines = new Map();
    this.width = 0;
  }

  /** @param {View} view */
  draw(view) {
    const width = this.element.clientWidth || 700,
      wanted = Math.max(LEAST_HEIGHT, width < 480 ? 0 : this.element.clientHeight);
    const places = layout(width, wanted, Math.max(1, view.nodes.length));
    set(this.element, "$min-height", (width < 480 ? places.height : LEAST_HEIGHT) + "px");
    set(this.element, "class", "panel stage" + (places.tiny ? " tiny" : places.small ? " small" : ""));
    set(this.title, "text", view.title);
    set(this.links, "viewBox", `0 0 ${width} ${places.height}`);
    set(this.links, "aria-label", describe(view));
    const centre = view.nodes.find(node => node.leads),
      master = centre ? places.centre : null;
    this.drawSeats(view, places, centre);
    this.drawNodes(view, places);
    const gap = places.size / 2 + (places.tiny ? 4 : 9);
    const others = master ? view.nodes.filter(node => !node.leads) : [];
    each(
      this.spokes,
      others,
      node => node.id,
      node => {
        const spoke = new Spoke();
        this.lines.set(node.id, spoke);
        return spoke.element;
      },
      (_, node) => {
        const seat = places.seats[view.nodes.indexOf(node)];
        if (master)
          this.lines.get(node.id)?.draw(master, seat, gap, places.tiny ? 14 : places.label * 0.62, places.tiny, traffic(view, node.id));
      },
    );
    this.drawTally(view, places);
    set(this.scale, "text", `Ring: one turn = ${short(view.scale)}`);
    set(this.against, "text", `12 o’clock is ${view.against}`);
  }

  /** @param {View} view @param {import("./layout.mjs").Layout} places @param {NodeView | undefined} centre */
  drawSeats(view, places, centre) {
    const empty = centre ? [{ key: "seat", at: places.seats[view.nodes.indexOf(centre)], text: `${centre.id}’s seat` }] : [];
    each(
      this.seats,
      places.tiny ? [] : empty,
      seat => seat.key,
      () => svg("g", {}, svg("circle"), svg("text", { "text-anchor": "middle" })),
      (group, seat) => {
        set(group.firstChild, "cx", seat.at[0]);
        set(group.firstChild, "cy", seat.at[1]);
        set(group.firstChild, "r", Math.round(places.size * 0.28));
        set(group.lastChild, "x", seat.at[0]);
        set(group.lastChild, "y", seat.at[1] + 4);
        set(group.lastChild, "text", seat.text);
      },
    );
  }

  /** @param {View} view @param {import("./layout.mjs").Layout} places */
  drawNodes(view, places) {
    each(
      this.nodes,
      view.nodes,
      node => node.id + (places.tiny ? "." : ""),
      node => {
        const dial = new Dial(places.tiny),
          who = html("b"),
          time = html("span"),
          off = html("span", { class: "value" }),
          bound = html("span", { class: "pm" }),
          chips = html("div", { class: "chips" });
        dial.element.addEventListener("click", () => this.onDial(node.id, dial.element));
        const element = html(
          "div",
          { class: "node" },
          dial.element,
          html("div", { class: "who" }, who, " ", time),
          html("div", { class: "off" }, off, " ", bound),
          chips,
        );
        this.parts.set(node.id, { dial, element, who, time, off, bound, chips, tiny: places.tiny });
        return element;
      },
      (element, node) => {
        const part = this.parts.get(node.id),
          at = node.leads ? places.centre : places.seats[view.nodes.indexOf(node)];
        if (!part) return;
        set(element, "$left", at[0] + "px");
        set(element, "$top", at[1] - places.size / 2 + "px");
        set(part.off.parentNode, "hidden", node.offset === null && !node.answers);
        set(element, "class", "node" + (node.leads ? " leads" : "") + (node.answers ? "" : " silent"));
        set(part.dial.svg, "width", places.size);
        set(part.dial.svg, "height", places.size);
        part.dial.draw(node, view.scale);
        set(part.who, "text", node.id);
        set(
          part.time,
          "text",
          node.time_s === null
            ? node.answers
              ? "time not kept"
              : node.seenAt === null
                ? "not seen yet"
                : "no clock"
            : places.small && node.leads
              ? "leads"
              : (node.leads ? "leads " : "") + clockTime(node.time_s),
        );
        set(
          part.off,
          "text",
          node.offset === null
            ? node.answers && view.phase === "round" && view.step === 0
              ? "?"
              : ""
            : node.leads && node.offset === 0
              ? "0"
              : nanos(node.offset, true),
        );
        set(
          part.bound,
          "text",
          node.offset === null || node.bound === null || (node.leads && node.bound === 0) ? "" : `± ${nanos(node.bound)}`,
        );
        set(part.dial.element, "aria-label", `${node.id}: ${sentence(node)}`);
        each(
          part.chips,
          places.tiny ? [] : node.chips,
          chip => chip.text,
          chip => html("span", { class: "chip " + chip.kind, text: chip.text }),
          () => {},
        );
      },
    );
  }

  /** Who answers, while nobody leads. @param {View} view @param {import("./layout.mjs").Layout} places */
  drawTally(view, places) {
    const who = view.presence,
      shown = view.phase === "between" && !who.leader && who.elects && view.nodes.length > 0;
    this.tally.hidden = !shown;
    if (!shown) return;
    set(this.tally, "$left", places.centre[0] + "px");
    set(this.tally, "$top", places.centre[1] - 50 + "px");
    const [title, boxes, text] = this.tally.children;
    set(title, "text", "Who could vote?");
    each(
      boxes,
      view.nodes.filter(node => who.members.includes(node.id)),
      node => node.id,
      node => html("li", {}, node.id, html("span")),
      (box, node) => {
        set(box, "class", node.answers ? "yes" : "");
        set(box.lastChild, "text", node.answers ? "✓" : "–");
      },
    );
    set(text, "text", `${who.together} of ${who.members.length} ${who.isSplit ? "reach one another" : "answer"}, ${who.needed} needed`);
  }
}

/** @param {NodeView} node */
function sentence(node) {
  const parts = [
    node.leads ? "leads" : node.answers ? "" : "does not answer",
    node.time_s === null ? "" : clockTime(node.time_s),
    node.offset === null ? "" : "offset " + nanos(node.offset, true),
    ...node.chips.map(chip => chip.text),
  ];
  return parts.filter(part => part).join(", ") + ". Opens its menu";
}

/** @param {string} kind @param {string} path @param {string} text @param {string} [end] */
function legend(kind, path, text, end) {
  const picture = svg("svg", { viewBox: "0 0 20 12", "aria-hidden": "true" }, svg("path", { class: kind, d: path }));
  if (end) picture.append(svg("circle", { class: end, cx: 14, cy: 6, r: 4 }));
  return html("span", {}, picture, text);
}
