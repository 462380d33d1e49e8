"use strict";
/* Draws a round's vote: an interval for each clock on one scale, and where they agreed. What lies far off is an arrow at the edge. */
const Vote = (() => {
  const NAMES = "http://www.w3.org/2000/svg";
  const LEFT = 58, RIGHT = 70, TOP = 20, HEIGHT = 230, LEAST_ROW = 20, MOST_ROW = 36;

  function shape(name, attributes, text) {
    const element = document.createElementNS(NAMES, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** The stretch that shows all who count, with some room. */
  function scale(round, width) {
    const voters = round.members.filter(m => m.outcome === "ACCEPTED");
    const shown = voters.length ? voters : round.members.filter(m => m.outcome !== "UNREACHABLE");
    const edges = [0, round.agreed_offset_ns, ...shown.flatMap(m => [m.offset_ns - m.error_bound_ns, m.offset_ns + m.error_bound_ns])];
    let least = Math.min(...edges), most = Math.max(...edges);
    const margin = Math.max(100, (most - least) * 0.06);
    least -= margin; most += margin;
    const x = value => LEFT + (value - least) / (most - least) * (width - LEFT - RIGHT);
    return { x, least, most };
  }

  function mark(outcome, x, y) {
    const r = 4;
    if (outcome === "REJECTED") return shape("path", { class: outcome, "stroke-width": 2, d: `M${x - r},${y - r}L${x + r},${y + r}M${x - r},${y + r}L${x + r},${y - r}` });
    if (outcome === "NEWCOMER") return shape("rect", { class: outcome, "stroke-width": 2, x: x - r, y: y - r, width: 2 * r, height: 2 * r });
    return shape("circle", { class: outcome, cx: x, cy: y, r });
  }

  function interval(svg, member, y, { x, least, most }, width) {
    const from = member.offset_ns - member.error_bound_ns, to = member.offset_ns + member.error_bound_ns;
    if (to < least || from > most) {
      const left = to < least, edge = left ? LEFT : width - RIGHT;
      svg.append(shape("path", { class: member.outcome + " arrow", "stroke-width": 2, d: left ? `M${edge + 9},${y - 5}l-8,5l8,5` : `M${edge - 9},${y - 5}l8,5l-8,5` }),
        mark(member.outcome, left ? edge + 20 : edge - 20, y));
      return;
    }
    const a = Math.max(LEFT, x(from)), b = Math.min(width - RIGHT, x(to));
    const line = { class: member.outcome, x1: a, x2: b, y1: y, y2: y, "stroke-width": 2.5 };
    if (member.outcome !== "ACCEPTED") line["stroke-dasharray"] = "5 3";
    svg.append(shape("line", line), mark(member.outcome, Math.min(b, Math.max(a, x(member.offset_ns))), y));
  }

  function draw(element, round) {
    const scroll = element.scrollTop;
    element.replaceChildren();
    if (!round) return;
    const width = Math.max(240, element.clientWidth), rows = round.members.length + 1;
    const row = Math.max(LEAST_ROW, Math.min(MOST_ROW, HEIGHT / rows)), height = TOP + rows * row + 6;
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": describe(round) });
    const axis = scale(round, width), agreed = axis.x(round.agreed_offset_ns);
    svg.append(shape("line", { class: "agreed", x1: agreed, x2: agreed, y1: TOP - 4, y2: height - 4, "stroke-width": 1.5 }));
    const end = agreed > width * 0.6 ? "end" : agreed < width * 0.4 ? "start" : "middle";
    svg.append(shape("text", { x: agreed, y: 11, "text-anchor": end }, "agreed on " + Charts.nanos(round.agreed_offset_ns, true)));
    const label = (text, y, more) => svg.append(shape("text", Object.assign({ y: y + 4 }, more), text));
    const middle = i => TOP + i * row + row / 2;
    label(round.master, middle(0), { x: 0 });
    svg.append(shape("circle", { class: "MASTER", cx: axis.x(0), cy: middle(0), r: 4 }));
    label("asks", middle(0), { x: width, "text-anchor": "end", class: "soft" });
    round.members.forEach((member, i) => {
      const y = middle(i + 1);
      svg.append(shape("line", { class: "row", x1: LEFT, x2: width - RIGHT, y1: y, y2: y }));
      const name = shape("text", { x: 0, y: y + 4 }, member.id.length > 8 ? member.id.slice(0, 7) + "…" : member.id);
      name.append(shape("title", {}, member.outcome + (member.reason ? ": " + member.reason : "")));
      svg.append(name);
      const silent = member.outcome === "UNREACHABLE";
      if (!silent) interval(svg, member, y, axis, width);
      label(silent ? "no answer" : Charts.nanos(member.offset_ns, true), y, { x: width, "text-anchor": "end", class: silent ? "soft" : "" });
    });
    element.append(svg);
    element.scrollTop = scroll;
  }

  function describe(round) {
    return `Round ${round.round}: ` + round.members.map(m => `${m.id} ${m.outcome.toLowerCase()} ${Charts.nanos(m.offset_ns, true)}`).join(", ");
  }

  return { draw };
})();
