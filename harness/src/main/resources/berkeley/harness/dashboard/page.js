"use strict";
/* The live page: takes the lines as they come, and shows the newest round, or the one that was paused at. */
(() => {
  const at = id => document.getElementById(id);
  const meta = name => document.querySelector(`meta[name=berkeley-${name}]`).content;
  const token = meta("token");
  const RETRY_MS = 1500, REPLAY_MS = 500;
  let store = new Store(), stream = null, retry = 0;
  let shown = null;      // the round that is shown, as an index; null for the newest
  let replay = 0;        // the timer that goes on to the next round
  let drawing = false, plots = null, plotted = "", votedFor = null;

  // --- lines in ---------------------------------------------------------------------------------------------------

  async function begin() {
    clearTimeout(retry);
    if (stream) stream.close();
    try {
      const answer = await fetch("history", { cache: "no-store" });
      if (!answer.ok) throw new Error(await answer.text());
      const next = new Store();
      (await answer.text()).split("\n").filter(line => line).forEach(line => next.accept(JSON.parse(line)));
      store = next;
      shown = null;
      follow();
    } catch (problem) {
      lost();
    }
  }

  function follow() {
    stream = new EventSource("live?after=" + encodeURIComponent(store.mark));
    stream.onopen = () => say();
    stream.onmessage = message => {
      store.mark = message.lastEventId;
      store.accept(JSON.parse(message.data));
      redraw();
    };
    stream.addEventListener("anew", begin);
    stream.onerror = lost;
    redraw();
  }

  /** The server has gone, or has too many viewers: says so and tries again. */
  function lost() {
    if (stream) stream.close();
    stream = null;
    say();
    clearTimeout(retry);
    retry = setTimeout(begin, RETRY_MS);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { if (stream) stream.close(); stream = null; clearTimeout(retry); } else if (!stream) begin();
  });

  // --- what is shown ----------------------------------------------------------------------------------------------

  const newest = () => store.rounds.length - 1;
  const index = () => shown === null ? newest() : Math.min(shown, newest());
  const end = () => store.times[row()] ?? 0;
  const row = () => shown === null ? store.times.length - 1 : store.rowAfter(store.rounds[index()].at);

  function span() {
    const seconds = Number(at("window").value), to = end(), first = Math.min(store.times[0] ?? 0, to - 1);
    return [seconds ? Math.max(first, to - seconds) : first, to];
  }

  function redraw() {
    if (!drawing) { drawing = true; requestAnimationFrame(draw); }
  }

  function draw() {
    drawing = false;
    const begun = performance.now();
    say(); facts(); table(); charts(); events(); timeline();
    const round = store.rounds[index()];
    if (round !== votedFor) { votedFor = round; Vote.draw(at("vote"), round); }
    queueMicrotask(() => { document.body.dataset.drawMillis = (performance.now() - begun).toFixed(1); }); // uPlot draws in one, too
  }

  function say() {
    const [kind, text] = !stream ? ["lost", "no answer from the server, trying again"]
      : store.ended ? ["paused", store.ended]
      : shown !== null ? ["paused", (replay ? "replaying" : "paused at") + " round " + store.rounds[index()].round]
      : !store.rounds.length ? ["waiting", store.progress || "waiting for the first round"]
      : ["live", "live"];
    const status = at("status");
    if (status.textContent !== text) status.textContent = text;
    status.dataset.kind = kind;
  }

  function fact(id, text, figure) {
    at(id).textContent = text;
    if (figure !== undefined) at(id).dataset.ns = figure ?? "";
  }

  function facts() {
    const round = store.rounds[index()], spread = row() >= 0 ? store.spread(row()) : null;
    fact("spread", Charts.nanos(spread), spread);
    if (!round) return;
    fact("master", round.master);
    fact("term", round.term);
    fact("round", round.round);
    fact("took", Charts.nanos(round.duration_ns));
    document.body.dataset.round = round.round;
    document.body.dataset.at = round.at_ns;
  }

  function cell(tr, name, text, title) {
    let td = tr.querySelector("." + name);
    if (!td) { td = document.createElement("td"); td.classList.add(name); tr.append(td); }
    if (td.textContent !== text) td.textContent = text;
    if (title !== undefined) td.title = title;
    return td;
  }

  function table() {
    const round = store.rounds[index()], now = row();
    store.ids.forEach((id, i) => {
      let tr = at("nodes").children[i];
      if (!tr || tr.dataset.id !== id) tr = tableRow(id, i);
      const look = now >= 0 ? store.look(id, now) : null;
      const member = round && round.members.find(m => m.id === id);
      tr.classList.toggle("leads", Boolean(round) && round.master === id && Boolean(look));
      const state = cell(tr, "state", look ? look.state : "SILENT");
      state.className = "state " + (look ? look.state : "SILENT");
      cell(tr, "offset", look ? Charts.nanos(look.offset, true) : "–").dataset.ns = look?.offset ?? "";
      cell(tr, "bound", look ? Charts.nanos(look.bound) : "–").dataset.ns = look?.bound ?? "";
      cell(tr, "moves", moves(look));
      cell(tr, "frequency", look ? ppm(look.frequency) : "–");
      const answered = member && member.outcome !== "UNREACHABLE";
      cell(tr, "rtt", answered ? Charts.nanos(member.rtt_ns) : "–").dataset.ns = answered ? member.rtt_ns : "";
      const verdict = member ? { ACCEPTED: "● counts", REJECTED: "✕ rejected", NEWCOMER: "□ newcomer", UNREACHABLE: "no answer" }[member.outcome] : "–";
      cell(tr, "vote", verdict, member ? member.reason || "" : "").className = "vote " + (member ? member.outcome : "");
      cell(tr, "term", look ? String(look.term) : "–");
    });
    while (at("nodes").children.length > store.ids.length) at("nodes").lastChild.remove();
  }

  const ppm = value => (value > 0 ? "+" : "") + value.toFixed(2).replace("-", "−") + " ppm";
  const moves = look => !look ? "–" : Math.abs(look.slew) < 0.005 ? "steady" : "slews " + ppm(look.slew);

  function tableRow(id, i) {
    const tr = document.createElement("tr"), td = document.createElement("td"), swatch = document.createElement("span");
    tr.dataset.id = id;
    swatch.className = "swatch";
    swatch.style.background = `var(--n${i % 8})`;
    td.append(swatch, id);
    tr.append(td);
    const old = at("nodes").children[i];
    if (old) old.replaceWith(tr); else at("nodes").append(tr);
    ["state", "offset", "bound", "moves", "frequency", "rtt", "vote", "term"].forEach(name => cell(tr, name, "–"));
    return tr;
  }

  function charts() {
    const ids = store.ids.join(" ") + at("scale").value;
    const last = index();
    if (!plots) {
      const settings = readout => ({ ids: () => store.ids, events: () => store.events, window: span, linear: () => at("scale").value === "linear",
        bands: () => Charts.few(store.ids.length), readout: at(readout) });
      plots = {
        clocks: Charts.clocks(at("clocks"), settings("clocks-readout"), store.clocks()),
        frequencies: Charts.frequencies(at("frequencies"), settings("frequencies-readout"), store.frequencies()),
        errors: Charts.errors(at("errors"), store.errors(last)), errorsOf: last,
      };
    } else if (plotted !== ids) {
      plots.clocks.rebuild(store.clocks());
      plots.frequencies.rebuild(store.frequencies());
    } else {
      plots.clocks.set(store.clocks());
      plots.frequencies.set(store.frequencies());
    }
    plotted = ids;
    if (plots.errorsOf !== store.rounds[last]) {
      plots.errorsOf = store.rounds[last];
      plots.errors.set(Charts.withLine(store.errors(last)));
    }
  }

  let eventsShown = "";
  function events() {
    const until = end() + 0.5, visible = store.events.filter(event => event.at <= until).slice(-100);
    const key = visible.length ? visible.length + " " + visible[visible.length - 1].at + visible[visible.length - 1].text : "";
    if (key === eventsShown) return;
    eventsShown = key;
    at("events").replaceChildren(...visible.reverse().map(event => {
      const li = document.createElement("li"), time = document.createElement("time");
      li.className = event.event === "outcome" && event.text.includes("ACCEPTED") ? "arrival"
        : event.event === "state" && !event.text.includes("to SYNCHRONISED") ? "caution" : event.event;
      time.textContent = event.at.toFixed(1) + " s";
      li.append(time, event.text);
      return li;
    }));
  }

  // --- pause and replay -------------------------------------------------------------------------------------------

  function timeline() {
    const slider = at("slider");
    slider.max = Math.max(0, newest());
    slider.value = Math.max(0, index());
    const round = store.rounds[index()];
    slider.setAttribute("aria-valuetext", round ? "round " + round.round : "no round yet");
    at("pause").textContent = shown === null ? "Pause" : "Live";
    at("pause").setAttribute("aria-pressed", String(shown !== null));
    for (const id of ["pause", "back", "play", "forth"]) at(id).disabled = !store.rounds.length;
    at("play").textContent = replay ? "Stop" : "Replay";
  }

  function show(round) {
    if (!store.rounds.length) return;
    shown = round === null ? null : Math.max(0, Math.min(newest(), round));
    redraw();
  }

  function stopReplay() { clearInterval(replay); replay = 0; }
  function toggle() { stopReplay(); show(shown === null ? newest() : null); }
  function step(by) { stopReplay(); show(index() + by); }

  function play() {
    if (replay) { stopReplay(); redraw(); return; }
    show(shown === null || shown >= newest() ? 0 : shown);
    replay = setInterval(() => { if (shown >= newest()) { stopReplay(); redraw(); } else show(shown + 1); }, REPLAY_MS);
  }

  at("pause").onclick = toggle;
  at("back").onclick = () => step(-1);
  at("forth").onclick = () => step(1);
  at("play").onclick = play;
  at("slider").oninput = event => { stopReplay(); show(Number(event.target.value)); };
  at("window").onchange = at("scale").onchange = redraw;
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|BUTTON)$/.test(event.target.tagName)) return;
    const act = { " ": toggle, ArrowLeft: () => step(-1), ArrowRight: () => step(1) }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // --- buttons, for a demonstration's own nodes -------------------------------------------------------------------

  const ACTIONS = [
    ["kill", "Kill", "end its process at once", true], ["freeze", "Freeze", "stop its process (SIGSTOP)"], ["resume", "Resume", "let it go on (SIGCONT)"],
    ["restart", "Restart", "start it again under its name"], ["lie", "Lie", "have it answer an hour ahead of its clock, which itself stays right: it refuses corrections for what it never showed", true],
    ["truth", "Truth", "have it answer truly again"], ["drift", "Drift", "let its oscillator run 400 ppm faster", true], ["steady", "Steady", "let its oscillator run as at first"],
  ];
  const LINKS = [
    ["delay", "Delay", "let what it says take 12 ms and what it hears 4 ms", true], ["no-delay", "No delay", "let its links be quick again"],
    ["split", "Split", "cut it, with as many after it as still are a minority, off from the others", true],
  ];
  const HEAL = ["heal", "Heal", "end the split"];
  const FOR_ALL = [["add", "Add a node", "start one more"], ["kill-master", "Kill the master", "end whoever leads", true]];

  async function order(action, id) {
    const done = at("done");
    done.className = "";
    done.textContent = "…";
    try {
      const answer = await fetch("faults", { method: "POST", headers: { "Content-Type": "application/json", "X-Berkeley-Token": token },
        body: JSON.stringify({ action, id }) });
      done.className = answer.ok ? "" : "refused";
      done.textContent = answer.ok ? (await answer.json()).text : (await answer.text()).trim();
    } catch (problem) {
      done.className = "refused";
      done.textContent = "no answer from the server";
    }
  }

  function button([action, text, title, risky], id) {
    const element = document.createElement("button");
    element.textContent = text;
    element.title = title;
    element.dataset.action = action;
    if (risky) element.className = "risky";
    element.onclick = () => order(action, id());
    return element;
  }

  function targets() {
    const select = at("target"), known = [...select.options].map(option => option.value);
    for (const id of store.ids) if (!known.includes(id)) select.add(new Option(id, id));
  }

  if (token) {
    at("controls").hidden = false;
    const network = Boolean(meta("network"));
    at("no-network").hidden = network;
    at("actions").append(...[...ACTIONS, ...network ? LINKS : []].map(action => button(action, () => at("target").value)),
      ...[...network ? [HEAL] : [], ...FOR_ALL].map(action => button(action, () => "")));
    setInterval(targets, 500);
  }

  new ResizeObserver(() => { votedFor = null; redraw(); }).observe(at("vote"));
  begin();
})();
