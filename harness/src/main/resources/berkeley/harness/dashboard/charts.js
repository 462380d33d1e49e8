"use strict";
/*
 * The plots that the live page and the report share, on top of uPlot. Times are seconds, offsets nanoseconds.
 * Each function makes a plot in an element and returns {set(data), redraw()}.
 */
const Charts = (() => {
  const UNITS = [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [1, "ns"]];
  const LOG_BEGINS_NS = 1000;
  const MARKS = { election: "--n3", fault: "--bad", silence: "--bad", arrival: "--good" };

  /* Many curves are drawn as hairlines, which cost a browser without a graphics card a fraction of wider ones. */
  const few = count => count <= 12;
  const stroke = count => few(count) ? 1.75 : 1;

  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = index => css("--n" + (index % 8));

  /** A time with three digits and a unit: 12.3 µs. */
  function nanos(value, signed) {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    const size = Math.abs(value);
    const sign = value < 0 ? "−" : signed && value > 0 ? "+" : "";
    if (size >= 3.6e12) return sign + (size / 3.6e12).toFixed(2) + " h";
    const [scale, unit] = UNITS.find(([scale]) => size >= scale * 0.9995) || UNITS[3];
    const figure = size / scale;
    return sign + figure.toFixed(scale === 1 || figure >= 99.95 ? 0 : figure >= 9.995 ? 1 : 2) + " " + unit;
  }

  /** The same without digits that say nothing, for an axis. */
  function short(value) {
    if (value === 0) return "0";
    return nanos(value).replace(/\.0+(?= )/, "").replace(/(\.\d*?)0+(?= )/, "$1");
  }

  /** Powers of ten on both sides of zero, not too many. */
  function symmetricSplits(u, axis, min, max) {
    const powers = [];
    for (let p = LOG_BEGINS_NS; p < 1e15; p *= 10) powers.push(p);
    let all = [...powers.map(p => -p).reverse(), 0, ...powers].filter(p => p >= min && p <= max);
    if (all.length > 9) all = all.filter(p => p === 0 || Math.abs(p) > LOG_BEGINS_NS && Math.round(Math.log10(Math.abs(p))) % 3 === 0);
    return all.length > 2 ? all : [min, 0, max].filter(p => p >= min && p <= max);
  }

  function axis(values, label, more) {
    return Object.assign({
      stroke: () => css("--soft"), grid: { stroke: () => css("--grid"), width: 1 },
      ticks: { stroke: () => css("--grid"), width: 1 }, font: "11px system-ui, sans-serif", labelFont: "11px system-ui, sans-serif",
      label, labelSize: label ? 16 : 0, values: (u, splits) => splits.map(v => v === null ? "" : values(v)),
    }, more);
  }

  const timeAxis = () => axis(v => v + " s", null, { space: 60, size: 26 });

  /** Vertical lines where something happened, drawn under the curves. */
  function marks(events) {
    return { hooks: { drawAxes: [u => {
      const { ctx, bbox } = u;
      ctx.save();
      for (const event of events()) {
        const x = Math.round(u.valToPos(event.at, "x", true));
        if (!MARKS[event.event] || x < bbox.left || x > bbox.left + bbox.width) continue;
        ctx.strokeStyle = css(MARKS[event.event]);
        ctx.lineWidth = devicePixelRatio;
        ctx.setLineDash(event.event === "election" ? [] : [4 * devicePixelRatio, 3 * devicePixelRatio]);
        ctx.beginPath(); ctx.moveTo(x, bbox.top); ctx.lineTo(x, bbox.top + bbox.height); ctx.stroke();
      }
      ctx.restore();
    }] } };
  }

  /** Makes the plot, keeps it as wide as its element, and draws it anew when the colours change. */
  function plot(element, options, first) {
    let data = first, u = null;
    const size = () => ({ width: Math.max(200, element.clientWidth), height: Math.max(120, element.clientHeight) });
    const build = () => {
      if (u) u.destroy();
      u = new uPlot(Object.assign({ legend: { show: false }, cursor: { points: { show: false } } }, size(), options()), data, element);
    };
    build();
    new ResizeObserver(() => u.setSize(size())).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", build);
    return { set(next) { data = next; u.setData(next); }, rebuild(next) { data = next; build(); }, get u() { return u; } };
  }

  /** Says below the plot what the curves are at the pointer. */
  function readout(element, names, figure) {
    return { hooks: { setCursor: [u => {
      const i = u.cursor.idx;
      if (i === null || i === undefined) { element.textContent = ""; return; }
      const parts = names().map(([name, column]) => [name, u.data[column] && u.data[column][i]])
        .filter(([, value]) => value !== null && value !== undefined).slice(0, 10)
        .map(([name, value]) => name + " " + figure(value));
      element.textContent = u.data[0][i].toFixed(1) + " s: " + parts.join(", ");
    }] } };
  }

  /**
   * Each node's clock against cluster time. Data: times, then for each node its offset, upper and lower bound.
   * settings: ids(), events(), linear(), window() as [from, to], bands(), readout.
   */
  function clocks(element, settings, data) {
    const options = () => {
      const ids = settings.ids(), bands = [];
      const series = [{}];
      ids.forEach((id, i) => {
        const own = colour(i), none = { stroke: null, points: { show: false }, show: settings.bands() };
        series.push({ label: id, stroke: own, width: stroke(ids.length), points: { show: false } }, none, none);
        if (settings.bands()) bands.push({ series: [3 * i + 2, 3 * i + 3], fill: own + "24" });
      });
      const y = settings.linear() ? { range: (u, min, max) => uPlot.rangeNum(min ?? -1, max ?? 1, 0.1, true) }
        : { distr: 4, asinh: LOG_BEGINS_NS, range: (u, min, max) => room(min, max) };
      return {
        series, bands,
        scales: { x: { time: false, range: (u, min, max) => settings.window ? settings.window() : [min, max] }, y },
        axes: [timeAxis(), axis(short, null, Object.assign({ size: 62 }, settings.linear() ? {} : { splits: symmetricSplits, filter: (u, s) => s }))],
        plugins: [marks(settings.events), readout(settings.readout, () => ids.map((id, i) => [id, 3 * i + 1]), v => nanos(v, true))],
      };
    };
    return plot(element, options, data);
  }

  /** A little room above and below; zero always in sight. */
  function room(min, max) {
    const least = Math.min(min ?? 0, 0), most = Math.max(max ?? 0, 0);
    return [Math.min(least * 1.6, -2 * LOG_BEGINS_NS), Math.max(most * 1.6, 2 * LOG_BEGINS_NS)];
  }

  /** Each node's frequency. Data: times, then a column for each node. */
  function frequencies(element, settings, data) {
    const options = () => ({
      series: [{}, ...settings.ids().map((id, i) => ({ label: id, stroke: colour(i), width: stroke(settings.ids().length), points: { show: false } }))],
      scales: { x: { time: false, range: (u, min, max) => settings.window ? settings.window() : [min, max] },
        y: { range: (u, min, max) => uPlot.rangeNum(Math.min(min ?? 0, 0), Math.max(max ?? 0, 1), 0.1, true) } },
      axes: [timeAxis(), axis(v => v + " ppm", null, { size: 72 })],
      plugins: [marks(settings.events),
        readout(settings.readout, () => settings.ids().map((id, i) => [id, i + 1]), v => (v > 0 ? "+" : "") + v.toFixed(2) + " ppm")],
    });
    return plot(element, options, data);
  }

  /** The true spread. Data: times, spreads. */
  function spread(element, settings, data) {
    const options = () => ({
      series: [{}, { label: "spread", stroke: css("--accent"), width: 1.75, points: { show: false } }],
      scales: { x: { time: false }, y: { distr: 3 } },
      axes: [timeAxis(), axis(short, null, { size: 62 })],
      plugins: [marks(settings.events), readout(settings.readout, () => [["spread", 1]], nanos)],
    });
    return plot(element, options, data);
  }

  const dots = name => ({ label: name, stroke: css(name), width: 0, paths: () => null,
    points: { show: true, size: 4, width: 0, fill: css(name) } });

  /**
   * Round trip against error. Data, rising by round trip: round trips, claimed bounds, true errors. The line is half a round trip:
   * no honest error lies above.
   */
  function errors(element, data) {
    const options = () => ({
      cursor: { show: false },
      series: [{}, dots("--n7"), dots("--n0"), { stroke: css("--warn"), width: 1.5, dash: [6, 4], points: { show: false } }],
      scales: { x: { time: false, distr: 3 }, y: { distr: 3 } },
      axes: [axis(short, null, { size: 26, space: 40 }), axis(short, null, { size: 62 })],
    });
    return plot(element, options, withLine(data));
  }

  const LEAST_ERROR_NS = 10;
  function withLine([roundTrips, bounds, errors]) {
    return [roundTrips, bounds, errors.map(e => e === null ? null : Math.max(LEAST_ERROR_NS, Math.abs(e))), roundTrips.map(r => r / 2)];
  }

  return { clocks, frequencies, spread, errors, withLine, nanos, colour, css, few };
})();
