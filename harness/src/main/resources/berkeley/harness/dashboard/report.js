"use strict";
/* Draws the report's plots from the figures that stand in the page. */
(() => {
  const at = id => document.getElementById(id);
  const data = JSON.parse(at("data").textContent);
  const ids = Object.keys(data.nodes);
  const events = () => data.events;
  const edge = (offsets, bounds, sign) => offsets.map((o, i) => o === null || bounds[i] === null ? null : o + sign * bounds[i]);

  const tables = ids.map(id => {
    const [times, offsets, bounds] = data.nodes[id];
    return [times, offsets, edge(offsets, bounds, 1), edge(offsets, bounds, -1)];
  });
  const join = all => all.length && all[0][0].length ? uPlot.join(all) : [[], ...all.flatMap(table => table.slice(1).map(() => []))];
  Charts.clocks(at("clocks"), { ids: () => ids, events, linear: () => false, bands: () => Charts.few(ids.length), readout: at("clocks-readout") }, join(tables));
  Charts.frequencies(at("frequencies"), { ids: () => ids, events, readout: at("frequencies-readout") },
    join(ids.map(id => [data.nodes[id][0], data.nodes[id][3]])));
  Charts.spread(at("spread"), { events, readout: at("spread-readout") }, data.spread);
  const order = data.errors[0].map((r, i) => i).sort((i, j) => data.errors[0][i] - data.errors[0][j]);
  Charts.errors(at("errors"), data.errors.map(column => order.map(i => column[i])));

  ids.forEach((id, i) => {
    const name = document.createElement("span"), swatch = document.createElement("span");
    swatch.className = "swatch";
    swatch.style.background = `var(--n${i % 8})`;
    name.style.marginRight = "14px";
    name.append(swatch, id);
    at("key").append(name);
  });
})();
