/**
 * The plots: offsets, frequencies and the spread over time, and round trips against errors; each with its data and its sentence.
 *
 * @import { View } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 * @import { Source } from "./plot.mjs"
 */
import { nanos, ppm, short } from "./figures.mjs";
import {
  FEW,
  LOG_BEGINS_NS,
  PADDING,
  Plot,
  axis,
  colour,
  css,
  library,
  marks,
  names,
  readout,
  stroke,
  symmetricSplits,
  timeAxis,
} from "./plot.mjs";

/** Each clock against cluster time. @param {Source} source */
export function clocksPlot(source) {
  const options = () => {
    const ids = source.ids(),
      few = ids.length <= FEW,
      none = { stroke: null, points: { show: false }, show: few };
    return {
      padding: PADDING,
      series: [{}, ...ids.flatMap((id, i) => [stroke(i, id, ids.length), none, none])],
      bands: few ? ids.map((_, i) => ({ series: [3 * i + 2, 3 * i + 3], fill: colour(i) + "12" })) : [],
      scales: {
        x: { time: false, range: source.span },
        y: source.linear()
          ? {
              range: (/** @type {any} */ u, /** @type {number} */ min, /** @type {number} */ max) =>
                library().rangeNum(min ?? -1, max ?? 1, 0.1, true),
            }
          : {
              distr: 4,
              asinh: LOG_BEGINS_NS,
              range: (/** @type {any} */ u, /** @type {number} */ min, /** @type {number} */ max) => [
                Math.min(Math.min(min ?? 0, 0) * 1.6, -2 * LOG_BEGINS_NS),
                Math.max(Math.max(max ?? 0, 0) * 1.6, 2 * LOG_BEGINS_NS),
              ],
            },
      },
      axes: [
        timeAxis(),
        axis(
          v => short(v, true),
          { size: 70, ...(source.linear() ? {} : { splits: symmetricSplits, filter: (/** @type {any} */ u, /** @type {any} */ s) => s }) },
          true,
        ),
      ],
    };
  };
  return new Plot(
    "Offsets against cluster time",
    "A step is drawn as a step, an ended life or a silence as a gap. The band is the node’s own bound: 0 should lie inside. The scale is fine near zero and coarse far from it.",
    options,
    element => [
      marks(source),
      names(source, 3),
      readout(
        element,
        () => source.ids().map((id, i) => [id, 3 * i + 1]),
        v => nanos(v, true),
      ),
    ],
  );
}

/** @param {Source} source */
export function frequenciesPlot(source) {
  return new Plot(
    "Frequency",
    "By how much each node speeds its oscillator up to run as the cluster does.",
    () => ({
      padding: PADDING,
      series: [{}, ...source.ids().map((id, i) => stroke(i, id, source.ids().length))],
      axes: [timeAxis(), axis(v => v + " ppm", { size: 76 })],
      scales: {
        x: { time: false, range: source.span },
        y: {
          range: (/** @type {any} */ u, /** @type {number} */ min, /** @type {number} */ max) =>
            library().rangeNum(Math.min(min ?? 0, 0), Math.max(max ?? 0, 1), 0.1, true),
        },
      },
    }),
    element => [marks(source), names(source, 1), readout(element, () => source.ids().map((id, i) => [id, i + 1]), ppm)],
  );
}

/** The true spread. @param {Source} source */
export function spreadPlot(source) {
  return new Plot(
    "Spread",
    "The largest difference between any two clocks that answered.",
    () => ({
      padding: PADDING,
      series: [{}, { label: "spread", stroke: css("--agree"), width: 1.75, points: { show: false } }],
      axes: [timeAxis(), axis(v => short(v), { size: 70 })],
      scales: { x: { time: false, range: source.span }, y: { distr: 3 } },
    }),
    element => [
      marks(source),
      readout(
        element,
        () => [["spread", 1]],
        v => nanos(v),
      ),
    ],
  );
}

/** @param {Record} record @param {View} view */
export function spreadData(record, view) {
  return {
    data: [record.series.times, record.series.spread],
    words: `Spread over time: ${nanos(view.spread.ns)} at ${view.at.toFixed(1)} s.`,
  };
}

/** @param {string} name */
const dots = name => ({
  label: name,
  stroke: css(name),
  width: 0,
  paths: () => null,
  points: { show: true, size: 4, width: 0, fill: css(name) },
});

/** Round trip against error: no honest error lies above the line. */
export function errorsPlot() {
  return new Plot(
    "Round trip against error",
    "Filled: how wrong a reading truly was. Pale: what the master allowed for. Half the round trip, the dashed line, is the worst.",
    () => ({
      cursor: { show: false },
      series: [{}, dots("--edge"), dots("--agree"), { stroke: css("--differ"), width: 1.5, dash: [6, 4], points: { show: false } }],
      scales: { x: { time: false, distr: 3 }, y: { distr: 3 } },
      axes: [axis(v => short(v), { size: 28, space: 40 }), axis(v => short(v), { size: 66 })],
    }),
    () => [],
  );
}

/** @param {Record} record @param {View} view */
export function clocksData(record, view) {
  const ids = record.ids,
    { times, columns } = record.series;
  const words =
    "Offsets over time. " +
    view.nodes.map(node => `${node.id} ${node.offset === null ? "not known" : nanos(node.offset, true)}`).join(", ") +
    ` at ${view.at.toFixed(1)} s. The table of nodes in Measure has the numbers.`;
  return {
    data: [
      times,
      ...ids.flatMap(id => {
        const c = columns.get(id);
        return [c?.offset, c?.high, c?.low];
      }),
    ],
    words,
  };
}

/** @param {Record} record @param {View} view */
export function frequenciesData(record, view) {
  return {
    data: [record.series.times, ...record.ids.map(id => record.series.columns.get(id)?.frequency)],
    words: "Frequencies over time. " + view.nodes.map(node => `${node.id} ${ppm(node.frequency)}`).join(", ") + ".",
  };
}

const LEAST_ERROR_NS = 10,
  MOST_ROUNDS = 150;

/** Rising by round trip. @param {Record} record @param {View} view */
export function errorsData(record, view) {
  /** @type {[number, number, number | null][]} */
  const points = [];
  const last = view.round ? record.rounds.indexOf(view.round) : -1;
  for (const round of record.rounds.slice(Math.max(0, last - MOST_ROUNDS), last + 1)) {
    for (const member of round.members)
      if (member.outcome !== "UNREACHABLE" && member.outcome !== "REJECTED" && member.rtt_ns > 0)
        points.push([
          member.rtt_ns,
          member.error_bound_ns,
          member.true_error_ns === undefined ? null : Math.max(LEAST_ERROR_NS, Math.abs(member.true_error_ns)),
        ]);
  }
  points.sort((a, b) => a[0] - b[0]);
  const known = points.filter(point => point[2] !== null && point[2] <= point[1]).length,
    all = points.filter(point => point[2] !== null).length;
  return {
    data: [points.map(p => p[0]), points.map(p => p[1]), points.map(p => p[2]), points.map(p => p[0] / 2)],
    words: `Round trips against errors: ${known} of ${all} errors that are known lie within what the master allowed for.`,
  };
}
