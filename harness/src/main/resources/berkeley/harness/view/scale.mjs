/**
 * The scales of what is drawn: how much one turn of a dial's ring is, and the stretch of an axis.
 *
 * @import { NodeView } from "./types.mjs"
 */

const STEPS = [1, 2, 4];
const MINUTES = [60e9, 120e9, 240e9, 600e9, 1200e9, 3600e9, 4 * 3600e9, 12 * 3600e9];

/** All turns that a ring may have, rising: 1 µs to 12 h. */
export const TURNS = [
  ...Array.from({ length: 8 }, (_, i) => STEPS.map(step => step * 1e3 * 10 ** i))
    .flat()
    .filter(turn => turn < 60e9),
  ...MINUTES,
];

/** A ring in sight has at most so much of its half turn filled. */
const FILLED = 0.85;
const WIDEST_NS = 100_000;

/**
 * One turn of the ring: as small as shows all clocks that are not far off the rest.
 * @param {Pick<NodeView, "offset" | "bound" | "agreed" | "lies" | "member" | "answers">[]} nodes
 */
export function scaleOf(nodes) {
  const counting = nodes.filter(node => node.offset !== null && !node.lies && node.member?.outcome !== "REJECTED");
  const shown = counting.length ? counting : nodes.filter(node => node.offset !== null);
  const farthest = Math.max(0, ...shown.map(node => Math.max(Math.abs(Number(node.offset)), Math.abs(node.agreed ?? 0))));
  const widest = WIDEST_NS + 10 * farthest; // a bound of hours would shrink all offsets to nothing
  const most = Math.max(farthest, ...shown.map(node => Math.abs(Number(node.offset)) + Math.min(node.bound ?? 0, widest)));
  return TURNS.find(turn => most <= (turn / 2) * FILLED) ?? TURNS[TURNS.length - 1];
}

/**
 * Round values of an axis.
 * @param {number} least
 * @param {number} most
 * @param {number} about so many
 */
export function ticks(least, most, about) {
  const span = Math.max(1, most - least),
    raw = span / about,
    minute = raw >= 30e9;
  const steps = minute
    ? [60e9, 120e9, 300e9, 600e9, 900e9, 1800e9, 3600e9, 7200e9, 6 * 3600e9, 12 * 3600e9, 24 * 3600e9]
    : [1, 2, 5, 10].map(step => step * 10 ** Math.floor(Math.log10(raw)));
  const step = steps.find(each => each >= raw * 0.75) ?? steps[steps.length - 1],
    all = [];
  for (let value = Math.ceil(least / step) * step; value <= most; value += step) all.push(Math.abs(value) < step / 1e6 ? 0 : value);
  return all;
}
