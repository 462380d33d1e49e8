/**
 * Where the dials stand. A seat is for life; only who leads leaves it, for the middle. In pixels, so that letters keep their size on a phone.
 *
 * @typedef {{size: number, label: number, small: boolean, tiny: boolean, height: number, seats: [number, number][], centre: [number, number]}} Layout
 */

const LABEL = 60,
  LEGEND = 44,
  NARROW_LEGEND = 70,
  HEAD = 46;

/**
 * @param {number} width of the stage
 * @param {number} height that it may have
 * @param {number} nodes
 * @returns {Layout}
 */
export function layout(width, height, nodes) {
  const narrow = width < 480,
    many = nodes > 12;
  const tall = narrow ? Math.max(536, Math.min(680, 360 + nodes * 22)) : height;
  const size = Math.round(dialSize(width, tall, nodes, narrow)),
    tiny = size < 60,
    label = tiny ? 17 : size < 100 ? 52 : LABEL;
  const rx = Math.min(340, width / 2 - Math.max(size / 2 + 8, tiny ? 20 : narrow ? 58 : 70)),
    top = HEAD + size / 2,
    bottom = tall - (narrow ? NARROW_LEGEND : LEGEND) - label - size / 2,
    ry = (bottom - top) / 2;
  const cx = width / 2,
    cy = top + ry;
  /** @type {[number, number][]} */
  const seats = [];
  for (let i = 0; i < nodes; i++) {
    const angle = ((-90 + (nodes < 3 ? 90 : nodes % 2 ? -360 / nodes : -180 / nodes) + (i * 360) / nodes) * Math.PI) / 180,
      near = many && i % 2 ? 0.74 : 1;
    seats.push([cx + wide(Math.cos(angle)) * (many ? width / 2 - size : rx) * near, cy + Math.sin(angle) * ry * near]);
  }
  return {
    size,
    label,
    small: size < 100,
    tiny,
    height: tall,
    seats,
    centre: [cx, cy + (nodes % 2 && nodes > 1 && nodes < 8 ? ry * (narrow ? 0.22 : 0.36) : 0)],
  };
}

/** An ellipse that is somewhat a rectangle leaves the middle its room. @param {number} cosine */
const wide = cosine => Math.sign(cosine) * Math.abs(cosine) ** 0.7;

/** @param {number} width @param {number} height @param {number} nodes @param {boolean} narrow */
function dialSize(width, height, nodes, narrow) {
  if (nodes > 28) return narrow ? 26 : 34;
  if (nodes > 12) return narrow ? 34 : 54;
  if (nodes > 8) return narrow ? 46 : 76;
  if (narrow) return nodes > 6 ? 60 : 80;
  return Math.min(nodes > 6 ? 92 : 132, width / 5, (height - 2 * LABEL - HEAD - LEGEND) / 2.9);
}
