/**
 * What is shown: a pure function from a record so far and a cursor. Everything on the page is drawn from what it returns, so stage, table and words
 * read the same numbers. It never shows a value of another moment: what is not known there is null.
 *
 * @import { Cursor, Member, NodeView, Round, Sample, View } from "./types.mjs"
 * @import { NodeLog, Record } from "./record.mjs"
 */
import { chip, faultsAt } from "./faults.mjs";
import { clockTime, moment, nanos } from "./figures.mjs";
import { presence, roundBefore, seen, seenAt, spread, status } from "./presence.mjs";
import { scaleOf } from "./scale.mjs";
import { timeOf } from "./stops.mjs";

const TITLES = ["What time is it there?", "How far off is each?", "Which time do we keep?", "Add this to your clock"];
const MEASURED = 1,
  AGREED = 2,
  TOLD = 3;
/** Within a round the last look before it is the truth before it, with this in hand. */
const LOOK_S = 0.06;
/** A message of a step has arrived at this share of it, and the clocks move. */
const ARRIVED = 0.55;

/**
 * @param {Record} record
 * @param {Cursor} cursor
 * @returns {View}
 */
export function viewAt(record, cursor) {
  const stop = cursor.stop,
    at = stop ? timeOf(stop) : record.newest,
    inRound = stop?.moment.round ?? null;
  const step = inRound && stop ? stop.step : 4,
    progress = stop ? cursor.progress : 1;
  const told = step < TOLD || (step === TOLD && progress < ARRIVED);
  const who = presence(record, inRound ? inRound.at : at);
  if (inRound) Object.assign(who, { leader: inRound.master, term: inRound.term });
  const faults = faultsAt(record, at),
    round = inRound ?? roundBefore(record, at);
  const kept = inRound || !record.isForgotten(at);
  const nodes = record.ids
    .filter(id => isThere(record, id, at))
    .map(id => {
      const log = /** @type {NodeLog} */ (record.nodes.get(id));
      const before = inRound ? startOf(record, log, inRound) : null;
      const sample = inRound && !told ? afterRound(record, log, inRound) : inRound ? before : seen(record, id, at);
      /** @type {NodeView} */
      const node = {
        id,
        index: log.index,
        leads: who.leader === id,
        answers: inRound && isAsked(inRound, id) ? answered(inRound, id) : sample !== null,
        state: sample?.state ?? "SILENT",
        incarnation: sample?.incarnation ?? "",
        chips: [...(faults.get(id)?.values() ?? [])].map(each => ({ text: chip(each), kind: "fault" })),
        time_s: sample ? sample.time_s + (inRound && told ? at - sample.at : 0) : null,
        ghost_s: null,
        lies: false,
        offset: sample?.offset ?? null,
        bound: sample?.bound ?? null,
        agreed: null,
        delta: null,
        stepped: false,
        member: round?.members.find(each => each.id === id) ?? null,
        frequency: sample?.frequency ?? null,
        slew: sample?.slew ?? null,
        term: sample?.term ?? null,
        seenAt: sample ? sample.at : seenAt(record, id, at),
      };
      if (sample && sample.state !== "SYNCHRONISED" && !(inRound && told))
        node.chips.push({ text: sample.state.toLowerCase(), kind: "note" });
      if (inRound) inTheRound(node, inRound, step, progress, before, told);
      if (!node.answers && !node.chips.length && node.seenAt !== null)
        node.chips.push({ text: `silent since ${moment(node.seenAt)}`, kind: "note" });
      return node;
    });
  return {
    at,
    stop,
    step,
    progress,
    phase: !nodes.length || !kept ? "nothing" : inRound ? "round" : "between",
    status: status(record, who, stop === null),
    presence: who,
    round,
    nodes,
    spread: inRound && !told ? ofRound(inRound, nodes) : spread(nodes, inRound !== null),
    scale: scaleOf(inRound && told ? asMeasured(inRound, nodes) : nodes),
    against: inRound ? `${inRound.master}’s clock` : who.leader ? `${who.leader}’s clock` : "cluster time",
    title: !kept ? "Nothing is kept of this moment" : inRound ? TITLES[step] : who.leader ? "Between rounds" : "Nobody leads",
    average: record.header?.average ?? "",
  };
}

/** Whether a node has a place: it was planned, or was seen or asked by then. @param {Record} record @param {string} id @param {number} at */
function isThere(record, id, at) {
  const first = record.nodes.get(id)?.samples[0];
  return (record.header?.nodes ?? []).some((/** @type {{id: string}} */ node) => node.id === id) || (first ? first.at <= at + 1 : true);
}

/** @param {Round} round @param {string} id */
const isAsked = (round, id) => id === round.master || round.members.some(member => member.id === id);

/** @param {Round} round @param {string} id */
function answered(round, id) {
  return id === round.master || round.members.some(member => member.id === id && member.outcome !== "UNREACHABLE");
}

/** What was seen of a node before a round; null if that is too long ago. @param {Record} record @param {NodeLog} log @param {Round} round */
function startOf(record, log, round) {
  const begin = round.at - round.duration_ns / 1e9 - LOOK_S;
  const before = seen(record, log.id, begin) ?? seen(record, log.id, round.at - round.duration_ns / 1e9);
  if (before) return before;
  const during = log.from(begin); // a newcomer that was seen for the first time meanwhile had not been corrected yet
  return during && !during.silent && during.at < round.at && during.state === "NEWCOMER" && !record.isForgotten(during.at) ? during : null;
}

/** The look just after a round. @param {Record} record @param {NodeLog} log @param {Round} round */
function afterRound(record, log, round) {
  const sample = log.from(round.at);
  return sample && !sample.silent && sample.at - round.at < 1 && !record.isForgotten(sample.at) ? sample : null;
}

/**
 * What a round makes of a node, up to a step.
 * @param {NodeView} node
 * @param {Round} round
 * @param {number} step
 * @param {number} progress
 * @param {Sample | null} before
 * @param {boolean} told whether the numbers are still those that were measured
 */
function inTheRound(node, round, step, progress, before, told) {
  const isMaster = node.id === round.master,
    member = isMaster ? null : (round.members.find(each => each.id === node.id) ?? null);
  node.member = member;
  const outside = !isMaster && (!member || member.outcome === "UNREACHABLE");
  if (step >= TOLD) {
    node.delta = isMaster ? round.master_delta_ns : outside ? null : (member?.delta_ns ?? null);
    node.stepped = Boolean(before && before.state === "NEWCOMER") && node.delta !== null && node.delta !== 0;
  }
  if (step >= AGREED && !outside) node.agreed = round.agreed_offset_ns;
  if (!told) {
    if (node.stepped && before) node.ghost_s = before.time_s + Math.max(0, (node.seenAt ?? before.at) - before.at);
    node.agreed = null;
    return;
  }
  node.offset = isMaster ? 0 : outside || step < MEASURED ? null : (member?.offset_ns ?? null);
  node.bound = isMaster ? 0 : outside || step < MEASURED ? null : (member?.error_bound_ns ?? null);
  const error = member?.true_error_ns ?? 0;
  if (member && node.time_s !== null && Math.abs(error) > 2 * member.error_bound_ns + 1e6) {
    node.lies = true;
    node.ghost_s = node.time_s + error / 1e9;
  }
}

/** @param {Round} round @param {NodeView[]} nodes */
function ofRound(round, nodes) {
  const own = spread(nodes);
  return round.spread_ns === null || round.spread_ns === undefined
    ? own
    : { ...own, ns: round.spread_ns, of: nodes.filter(node => node.answers).length };
}

/** What a ring must show from the first step of a round on. @param {Round} round @param {NodeView[]} nodes */
function asMeasured(round, nodes) {
  return nodes.map(node => ({
    ...node,
    offset: node.member && node.member.outcome !== "UNREACHABLE" ? node.member.offset_ns : node.leads ? 0 : null,
    bound: node.member?.error_bound_ns ?? 0,
    agreed: round.agreed_offset_ns,
  }));
}

/**
 * A sentence that says what the view shows: the drawing's name for those who do not see it.
 * @param {View} view
 */
export function describe(view) {
  const nodes = view.nodes.map(node => {
    const time = node.time_s === null ? "no clock to be seen" : clockTime(node.time_s);
    const offset = node.offset === null ? "" : `, ${nanos(node.offset, true)}${node.bound === null ? "" : " ± " + nanos(node.bound)}`;
    return `${node.id}${node.leads ? " leads," : ""} ${time}${offset}${node.chips.map(each => ", " + each.text).join("")}`;
  });
  return `${view.title} ${view.status.text}. Offsets against ${view.against}. ${nodes.join("; ")}.`;
}

/** @param {Member} member */
export const verdict = member =>
  ({ ACCEPTED: "● counts", REJECTED: "✕ rejected", NEWCOMER: "□ newcomer", UNREACHABLE: "– no answer" })[member.outcome];
