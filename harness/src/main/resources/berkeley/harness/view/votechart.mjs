/**
 * A round's vote as a drawing: an interval for each clock on one scale, and where they agreed. What lies far off is an arrow at the edge, with its number.
 *
 * @import { Member, Round } from "./types.mjs"
 */
import { each, set, svg } from "./dom.mjs";
import { byName, nanos, short } from "./figures.mjs";
import { ticks } from "./scale.mjs";

const LEFT = 46,
  RIGHT = 92,
  TOP = 22,
  BOTTOM = 20;
const MOST_NAME = 6;

/** @typedef {{x: (ns: number) => number, least: number, most: number}} Axis */

/**
 * The stretch that shows all who count, with some room.
 * @param {Round} round
 * @param {number} width
 * @returns {Axis}
 */
export function axisOf(round, width) {
  const answers = round.members.filter(member => member.outcome !== "UNREACHABLE"),
    voters = answers.filter(member => member.outcome === "ACCEPTED");
  const edges = [
    0,
    round.agreed_offset_ns,
    ...(voters.length ? voters : answers).flatMap(member => [
      member.offset_ns - member.error_bound_ns,
      member.offset_ns + member.error_bound_ns,
    ]),
  ];
  let least = Math.min(...edges),
    most = Math.max(...edges);
  const margin = Math.max(500, (most - least) * 0.1);
  least -= margin;
  most += margin;
  return { least, most, x: ns => LEFT + ((ns - least) / (most - least)) * (width - LEFT - RIGHT) };
}

export class VoteChart {
  constructor() {
    this.grid = svg("g");
    this.rows = svg("g");
    this.line = svg("path", { class: "agreed-line" });
    this.head = svg("path", { class: "agreed" });
    this.label = svg("text", { class: "agreed-text" });
    this.element = svg("svg", { class: "vote", role: "img" }, this.grid, this.rows, this.line, this.head, this.label);
  }

  /**
   * @param {Round} round
   * @param {number} step of the round: what is not known yet is not drawn
   * @param {number} width
   */
  draw(round, step, width) {
    const known = step >= 2,
      measured = step >= 1;
    const all = round.members.length + 1,
      row = all > 14 ? 14 : 19,
      height = TOP + all * row + BOTTOM,
      axis = axisOf(round, width),
      past = width - RIGHT;
    set(this.element, "viewBox", `0 0 ${width} ${height}`);
    set(this.element, "height", height);
    set(this.element, "aria-label", describeVote(round));
    each(
      this.grid,
      ticks(axis.least, axis.most, Math.max(2, (width - LEFT - RIGHT) / 76))
        .map(value => ({ value, x: axis.x(value) }))
        .filter(tick => tick.x >= LEFT && tick.x <= past),
      tick => short(tick.value, true),
      () => svg("g", {}, svg("path", { class: "rule" }), svg("text", { "text-anchor": "middle", class: "small" })),
      (group, tick) => {
        set(group.firstChild, "d", `M${tick.x.toFixed(1)} ${TOP}V${height - BOTTOM}`);
        set(group.lastChild, "x", tick.x.toFixed(1));
        set(group.lastChild, "y", height - 5);
        set(group.lastChild, "text", short(tick.value, true));
      },
    );
    /** @type {(Member | null)[]} */
    const rows = [...round.members, null].sort((a, b) => byName(a?.id ?? round.master, b?.id ?? round.master));
    each(
      this.rows,
      rows,
      member => member?.id ?? round.master,
      () =>
        svg(
          "g",
          {},
          svg("text"),
          svg("path", { class: "interval" }),
          svg("path", { class: "mark" }),
          svg("text", { "text-anchor": "end", class: "small away" }),
          svg("text", { class: "small verdict" }),
        ),
      (group, member) => {
        const y = TOP + rows.indexOf(member) * row + row / 2;
        drawRow(
          group,
          measured
            ? member
            : member && { ...member, offset_ns: NaN, outcome: member.outcome === "UNREACHABLE" && known ? member.outcome : "ACCEPTED" },
          round.master,
          y,
          axis,
          past,
          width,
          known,
        );
      },
    );
    const agreed = axis.x(round.agreed_offset_ns);
    set(this.line, "d", known ? `M${agreed.toFixed(1)} ${TOP - 5}V${height - BOTTOM}` : "");
    set(this.head, "d", known ? `M${agreed.toFixed(1)} ${TOP - 3}l-5 -8h10z` : "");
    set(this.label, "text", known ? `agreed: ${short(round.agreed_offset_ns, true)}` : "");
    set(this.label, "x", (agreed + (agreed > width * 0.55 ? -9 : 9)).toFixed(1));
    set(this.label, "y", 12);
    set(this.label, "text-anchor", agreed > width * 0.55 ? "end" : "start");
  }
}

/** @param {Element} group @param {Member | null} member @param {string} master @param {number} y @param {Axis} axis @param {number} past @param {number} width @param {boolean} known */
function drawRow(group, member, master, y, axis, past, width, known) {
  const [name, interval, mark, away, verdict] = group.children,
    id = member?.id ?? master;
  const outcome = !member ? "MASTER" : known || member.outcome === "UNREACHABLE" ? member.outcome : "OPEN";
  set(group, "class", "row " + outcome);
  set(name, "text", id.length > MOST_NAME ? id.slice(0, MOST_NAME - 1) + "…" : id);
  set(name, "x", 0);
  set(name, "y", y + 4);
  const from = member ? member.offset_ns - member.error_bound_ns : 0,
    to = member ? member.offset_ns + member.error_bound_ns : 0,
    offset = member?.offset_ns ?? 0;
  const silent = member?.outcome === "UNREACHABLE" || Number.isNaN(offset),
    left = to < axis.least,
    right = from > axis.most,
    x = Math.min(past, Math.max(LEFT, axis.x(offset)));
  const a = Math.max(LEFT, axis.x(from)),
    b = Math.min(past, axis.x(to));
  set(
    interval,
    "d",
    silent
      ? ""
      : left
        ? `M${LEFT + 9} ${y - 5}l-8 5l8 5`
        : right
          ? `M${past - 9} ${y - 5}l8 5l-8 5`
          : b - a > 2
            ? `M${a.toFixed(1)} ${y}H${b.toFixed(1)}M${a.toFixed(1)} ${y - 4}v8M${b.toFixed(1)} ${y - 4}v8`
            : "",
  );
  set(mark, "d", silent || left || right ? "" : symbol(outcome, x, y));
  set(away, "text", left || right ? short(offset, true) : "");
  set(away, "x", left ? LEFT + 14 : past - 14);
  set(away, "y", y + 4);
  set(away, "text-anchor", left ? "start" : "end");
  set(
    verdict,
    "text",
    { MASTER: "○ asks", ACCEPTED: "● counts", REJECTED: "✕ rejected", NEWCOMER: "□ newcomer", UNREACHABLE: "– no answer", OPEN: "?" }[
      outcome
    ],
  );
  set(verdict, "x", width);
  set(verdict, "y", y + 4);
  set(verdict, "text-anchor", "end");
}

/** @param {string} outcome @param {number} x @param {number} y */
function symbol(outcome, x, y) {
  const r = 4;
  if (outcome === "REJECTED") return `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`;
  if (outcome === "NEWCOMER") return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

/** @param {Round} round */
export function describeVote(round) {
  const words = { ACCEPTED: "counts", REJECTED: "is rejected", NEWCOMER: "is a newcomer", UNREACHABLE: "does not answer" };
  return (
    `Round ${round.round}: ` +
    round.members
      .map(
        member =>
          `${member.id} ${words[member.outcome]}${member.outcome === "UNREACHABLE" ? "" : ` at ${nanos(member.offset_ns, true)} ± ${nanos(member.error_bound_ns)}`}`,
      )
      .join(", ") +
    `; agreed on ${nanos(round.agreed_offset_ns, true)}.`
  );
}
