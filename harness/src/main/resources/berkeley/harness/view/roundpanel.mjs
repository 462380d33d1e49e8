/**
 * The round in four steps with its numbers: ask, estimate, agree, adjust. What is not known yet keeps its place, so that nothing jumps from step to step.
 * While nobody leads, the four steps of an election stand there instead.
 *
 * @import { Round, View } from "./types.mjs"
 */
import { each, html, set } from "./dom.mjs";
import { byName, nanos, short } from "./figures.mjs";
import { VoteChart } from "./votechart.mjs";
import { ADJUST, ESTIMATE, agreement, asked, election } from "./words.mjs";

const EDGE = 34;

export class RoundPanel {
  constructor() {
    this.title = html("span");
    this.facts = html("span", { class: "facts" });
    this.vote = new VoteChart();
    this.estimates = html("div", { class: "cells" });
    this.corrections = html("div", { class: "cells" });
    this.askText = html("p");
    this.agreeText = html("p", { class: "say" });
    const step = (/** @type {number} */ n, /** @type {string} */ title, /** @type {any[]} */ ...parts) =>
      html("li", {}, html("span", { class: "n", text: n, "aria-hidden": "true" }), html("h3", { text: title }), " ", ...parts);
    this.steps = html(
      "ol",
      { class: "steps" },
      step(1, "Ask", this.askText),
      step(2, "Estimate", html("p", { text: ESTIMATE }), this.estimates),
      step(
        3,
        "Agree",
        html("div", { class: "chart", tabindex: "0", role: "group", "aria-label": "The vote" }, this.vote.element),
        this.agreeText,
      ),
      step(4, "Adjust", html("p", { text: ADJUST }), this.corrections),
    );
    this.election = html("ol", { class: "steps election" });
    this.nothing = html("p", { class: "say", text: "There has been no round yet." });
    this.element = html(
      "section",
      { class: "panel round", "aria-labelledby": "round-title" },
      html("h2", { id: "round-title" }, this.title, this.facts),
      this.nothing,
      this.steps,
      this.election,
    );
  }

  /** @param {View} view */
  draw(view) {
    const round = view.round,
      nobody = view.phase === "between" && !view.presence.leader && view.presence.elects && view.nodes.length > 0;
    set(this.title, "text", nobody ? "An election" : round ? `Round ${round.round}` : "A round");
    set(
      this.facts,
      "text",
      nobody ? (round ? `after term ${round.term}` : "the first") : round ? `took ${nanos(round.duration_ns)} · term ${round.term}` : "",
    );
    this.steps.hidden = nobody || !round;
    this.election.hidden = !nobody;
    this.nothing.hidden = nobody || Boolean(round);
    if (nobody) this.drawElection(view);
    else if (round) this.drawRound(view, round);
  }

  /** @param {View} view @param {Round} round */
  drawRound(view, round) {
    const step = view.step;
    [...this.steps.children].forEach((item, i) => {
      set(item, "class", step > i ? "done" : step === i ? "now" : "later");
      set(item, "aria-current", step === i ? "step" : null);
    });
    set(this.askText, "text", asked(round));
    const ids = [...round.members.map(member => member.id), round.master].sort(byName);
    this.cells(this.estimates, ids, id => {
      const member = round.members.find(one => one.id === id);
      if (step < 1) return ["?", "", ""];
      return !member
        ? ["0", "asks", "lead"]
        : member.outcome === "UNREACHABLE"
          ? ["–", "no answer", "lead"]
          : [nanos(member.offset_ns, true), `± ${nanos(member.error_bound_ns)}`, ""];
    });
    this.vote.draw(round, step, Math.max(260, (this.element.clientWidth || 400) - EDGE - 34));
    set(this.agreeText, "text", step >= 2 ? agreement(round, view.average) : "?");
    this.cells(this.corrections, ids, id => {
      const member = round.members.find(one => one.id === id),
        was = view.nodes.find(node => node.id === id);
      if (step < 3) return ["?", "", ""];
      if (member?.outcome === "UNREACHABLE") return ["–", "not told", "lead"];
      const delta = member ? member.delta_ns : round.master_delta_ns;
      return [delta === 0 ? "0" : nanos(delta, true), view.phase !== "round" || delta === 0 ? "" : was?.stepped ? "steps" : "slews", ""];
    });
  }

  /** @param {Element} parent @param {string[]} ids @param {(id: string) => string[]} of */
  cells(parent, ids, of) {
    each(
      parent,
      ids,
      id => id,
      id => html("div", {}, html("b", { text: id }), html("span"), html("small")),
      (cell, id) => {
        const [value, more, kind] = of(id);
        set(cell, "class", kind);
        set(cell.children[1], "text", value);
        set(cell.children[2], "text", more || "\u00a0");
      },
    );
  }

  /** @param {View} view */
  drawElection(view) {
    const steps = election(view),
      now = steps.findIndex(step => !step.done);
    each(
      this.election,
      [...steps, null].map((step, i) => ({ step, i })),
      ({ i }) => String(i),
      ({ step, i }) =>
        step
          ? html(
              "li",
              {},
              html("span", { class: "n", text: i + 1, "aria-hidden": "true" }),
              html("h3", { text: step.title }),
              html("p", { class: "say" }),
            )
          : html(
              "li",
              { class: "meanwhile" },
              html("h3", { text: "Meanwhile, each clock" }),
              html("div", { class: "cells" }),
              html("p", { text: "Offset against cluster time as it runs on, and the bound, which grows until somebody leads." }),
            ),
      (item, { step, i }) => {
        if (step) {
          set(item, "class", i < now ? "done" : i === now ? "now" : "later");
          set(item.querySelector("p"), "text", step.text);
        } else
          this.cells(
            item.children[1],
            view.nodes.map(node => node.id),
            id => {
              const node = view.nodes.find(one => one.id === id);
              return node && node.offset !== null
                ? [nanos(node.offset, true), node.bound === null ? "" : `± ${short(node.bound)}`, ""]
                : ["–", node?.chips[0]?.text ?? "", "lead"];
            },
          );
      },
    );
  }
}
