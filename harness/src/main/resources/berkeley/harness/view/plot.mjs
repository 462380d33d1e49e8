/**
 * What all plots have in common, on top of uPlot, which the page loads as a script of its own. A node's line differs from the others by its colour, its
 * dashes and the name at its end. Each plot has a sentence for those who do not see it; the numbers stand in the table of nodes.
 *
 * @import { Happening } from "./types.mjs"
 */
import { html, set } from "./dom.mjs";

export const LOG_BEGINS_NS = 1000;
export const FEW = 12;
const DASHES = [[], [7, 3], [2, 3], [10, 3, 2, 3], [4, 2], [12, 4], [1, 2], [6, 2, 1, 2]];
/** @type {{[event: string]: [string, number[]]}} */
const MARKS = {
  election: ["--differ", []],
  fault: ["--fault", [4, 3]],
  silence: ["--fault", [1, 3]],
  arrival: ["--agree", [4, 3]],
  reference: ["--muted", [8, 4]],
};

/** @param {string} name */
export const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
/** @param {number} index */
export const colour = index => css("--n" + (index % 8));

/**
 * @typedef {object} Source what a plot shows
 * @property {() => string[]} ids
 * @property {() => Happening[]} events
 * @property {() => [number, number]} span from and until, seconds
 * @property {() => number | null} cursor the moment that is shown; null for the newest
 * @property {() => boolean} linear
 */

/** @returns {any} the library, which has no types of its own here */
export const library = () => /** @type {any} */ (globalThis).uPlot;

/** Powers of ten on both sides of zero, not too many. @param {any} u @param {any} axis @param {number} min @param {number} max */
export function symmetricSplits(u, axis, min, max) {
  const powers = [];
  for (let p = LOG_BEGINS_NS; p < 60e9; p *= 10) powers.push(p);
  powers.push(60e9, 600e9, 3600e9, 36000e9);
  const all = [...powers.map(p => -p).reverse(), 0, ...powers].filter(p => p >= min && p <= max),
    most = Math.max(3, u.height / 26);
  const few =
    all.length > most
      ? all.filter(
          p =>
            p === 0 ||
            (Math.abs(p) > LOG_BEGINS_NS && (Math.log10(Math.abs(p)) % 3 === 0 || Math.abs(p) === 600e9 || Math.abs(p) === 36000e9)),
        )
      : all;
  return few.length > 2 ? few : [min, 0, max].filter(p => p >= min && p <= max);
}

/** @param {(value: number) => string} values @param {object} more @param {boolean} [upright] */
export const axis = (values, more, upright = false) => ({
  stroke: () => css("--muted"),
  grid: { stroke: () => css("--line"), width: 1 },
  ticks: { stroke: () => css("--line"), width: 1 },
  font: "12px system-ui, sans-serif",
  values: (/** @type {any} */ u, /** @type {(number | null)[]} */ splits) =>
    (upright ? apart(u, splits) : splits).map(v => (v === null ? "" : values(v))),
  ...more,
});

/** Leaves out the numbers of a y axis that would touch others; 0 stays. @param {any} u @param {(number | null)[]} splits */
function apart(u, splits) {
  if (!u.bbox.height) return splits;
  const at = (/** @type {number | null} */ v) => (v === null ? Infinity : u.valToPos(v, "y"));
  /** @type {number[]} */
  const kept = [at(0)];
  return splits.map(v => {
    const y = at(v);
    if (v !== 0 && kept.some(other => Math.abs(other - y) < 14)) return null;
    kept.push(y);
    return v;
  });
}

/** Vertical lines where something happened, and at the moment that is shown. @param {Source} source */
export const marks = source => ({
  hooks: {
    drawAxes: [
      (/** @type {any} */ u) => {
        const { ctx, bbox } = u,
          ratio = devicePixelRatio;
        const line = (
          /** @type {number} */ at,
          /** @type {string} */ stroke,
          /** @type {number[]} */ dash,
          /** @type {number} */ width,
        ) => {
          const x = Math.round(u.valToPos(at, "x", true));
          if (x < bbox.left || x > bbox.left + bbox.width) return;
          ctx.strokeStyle = stroke;
          ctx.lineWidth = width * ratio;
          ctx.setLineDash(dash.map((/** @type {number} */ part) => part * ratio));
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
        };
        ctx.save();
        for (const event of source.events()) {
          const mark = MARKS[event.event];
          if (mark) line(event.at, css(event.heals ? "--agree" : mark[0]), mark[1], 1);
        }
        const at = source.cursor();
        if (at !== null) line(at, css("--ink"), [], 2);
        ctx.restore();
      },
    ],
  },
});

/** The names at the lines' ends, apart from one another. @param {Source} source @param {number} stride columns a node */
export const names = (source, stride) => ({
  hooks: {
    draw: [
      (/** @type {any} */ u) => {
        const ids = source.ids(),
          ratio = devicePixelRatio,
          last = u.data[0].length ? u.valToIdx(u.scales.x.max) : 0,
          step = 13 * ratio;
        if (ids.length > FEW || !u.data[0].length) return;
        /** @type {{id: string, y: number, i: number}[]} */
        const all = [];
        ids.forEach((id, i) => {
          for (let row = last; row >= Math.max(0, last - 12); row--) {
            const value = u.data[stride * i + 1]?.[row];
            if (value === null) break;
            if (value !== undefined) {
              all.push({ id, i, y: u.valToPos(value, "y", true) });
              break;
            }
          }
        });
        all.sort((a, b) => a.y - b.y);
        for (let i = 1; i < all.length; i++) all[i].y = Math.max(all[i].y, all[i - 1].y + step);
        const over = all.length ? all[all.length - 1].y - (u.bbox.top + u.bbox.height) : 0;
        if (over > 0) for (const each of all) each.y -= over;
        u.ctx.save();
        u.ctx.font = `${12 * ratio}px system-ui, sans-serif`;
        u.ctx.textBaseline = "middle";
        u.ctx.textAlign = "left";
        for (const each of all) {
          u.ctx.fillStyle = colour(each.i);
          u.ctx.fillText(each.id.slice(0, 5), u.bbox.left + u.bbox.width + 5 * ratio, each.y);
        }
        u.ctx.restore();
      },
    ],
  },
});

/** Says below the plot what the lines are at the pointer. @param {HTMLElement} element @param {() => [string, number][]} columns @param {(value: number) => string} figure */
export const readout = (element, columns, figure) => ({
  hooks: {
    setCursor: [
      (/** @type {any} */ u) => {
        const i = u.cursor.idx;
        const parts =
          i === null || i === undefined
            ? []
            : columns()
                .map(([id, column]) => /** @type {[string, any]} */ ([id, u.data[column]?.[i]]))
                .filter(([, value]) => value !== null && value !== undefined)
                .slice(0, 10)
                .map(([id, value]) => id + " " + figure(value));
        set(element, "text", parts.length ? u.data[0][i].toFixed(1) + " s: " + parts.join(", ") : "");
      },
    ],
  },
});

export class Plot {
  /**
   * @param {string} title
   * @param {string} hint
   * @param {() => object} options of uPlot, made anew when lines come or go
   * @param {(readout: HTMLElement) => any[]} plugins
   */
  constructor(title, hint, options, plugins) {
    this.options = options;
    this.plugins = plugins;
    this.area = html("div", { class: "plot", role: "img" });
    this.readout = html("div", { class: "readout" });
    this.heading = html("h2", { text: title });
    this.element = html("section", { class: "panel" }, this.heading, html("p", { class: "small", text: hint }), this.area, this.readout);
    /** @type {any} */
    this.plot = null;
    this.lines = "";
    /** @type {any[]} */
    this.data = [[]];
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(this.area);
    for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", () => this.build());
  }

  size() {
    return { width: Math.max(200, this.area.clientWidth), height: Math.max(120, this.area.clientHeight) };
  }

  build() {
    this.plot?.destroy();
    this.plot = library()
      ? new (library())(
          {
            legend: { show: false },
            cursor: { points: { show: false } },
            plugins: this.plugins(this.readout),
            ...this.size(),
            ...this.options(),
          },
          this.data,
          this.area,
        )
      : null;
  }

  /**
   * @param {any[]} data times, then a column for each line
   * @param {string} lines which lines there are
   * @param {string} words the same as a sentence
   */
  draw(data, lines, words) {
    this.data = data;
    set(this.area, "aria-label", words);
    if (!this.area.clientWidth) return; // it is not to be seen
    if (!this.plot || this.lines !== lines) {
      this.lines = lines;
      this.build();
    } else this.plot.setData(data);
  }
}

export const timeAxis = () => axis(v => v + " s", { space: 60, size: 28 });
/** @param {number} i @param {string} label @param {number} lines */
export const stroke = (i, label, lines) => ({
  label,
  stroke: colour(i),
  width: lines > FEW ? 1 : 1.75,
  dash: lines > FEW ? undefined : DASHES[i % 8],
  points: { show: false },
});
export const PADDING = [8, 46, 0, 0];
