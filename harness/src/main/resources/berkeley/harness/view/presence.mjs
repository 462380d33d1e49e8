/**
 * Who is there at a moment, who leads, and what that means: said of that moment, never of the last round.
 *
 * @import { Presence, Sample, Status } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 */
import { faultsAt } from "./faults.mjs";
import { list } from "./figures.mjs";

/** A node is looked at several times a second; one that was not for so long does not answer. A record that was thinned out says how long it is there. */
const STALE_S = 2.5;
/** @param {Record} record */
const stale = record => (record.header?.stale_ns ?? STALE_S * 1e9) / 1e9;

/**
 * What was last seen of a node; null if it does not answer at that moment, or nothing of it is kept.
 * @param {Record} record
 * @param {string} id
 * @param {number} at
 * @returns {Sample | null}
 */
export function seen(record, id, at) {
  if (record.isForgotten(at)) return null;
  const sample = record.nodes.get(id)?.before(at);
  return sample &&
    !sample.silent &&
    at - sample.at <= stale(record) &&
    (!record.gap || sample.at >= record.gap.until || at <= record.gap.from)
    ? sample
    : null;
}

/**
 * When a node answered last, up to a moment; null if that is not known.
 * @param {Record} record
 * @param {string} id
 * @param {number} at
 */
export function seenAt(record, id, at) {
  const node = record.nodes.get(id);
  for (let i = (node?.position(at) ?? 0) - 1; node && i >= 0; i--) if (!node.samples[i].silent) return node.samples[i].at;
  return null;
}

/**
 * @param {Record} record
 * @param {number} at
 * @returns {Presence}
 */
export function presence(record, at) {
  const round = roundBefore(record, at);
  /** @type {Set<string>} */
  const members = new Set(
    round
      ? [round.master, ...round.members.map(member => member.id)]
      : (record.header?.nodes ?? []).map((/** @type {{id: string}} */ node) => node.id),
  );
  let leader = "",
    term = 0;
  const answering = record.ids.filter(id => {
    const sample = seen(record, id, at);
    if (!sample) return false;
    members.add(id);
    if (sample.role === "MASTER" && (leader === "" || sample.term > term)) {
      leader = id;
      term = sample.term;
    }
    return true;
  });
  const all = record.ids.filter(id => members.has(id));
  if (leader === "" && round) term = round.term;
  const faults = faultsAt(record, at),
    isCut = (/** @type {string} */ id) => Boolean(faults.get(id)?.has("cut")),
    cut = answering.filter(isCut).length;
  return {
    members: all,
    answering,
    leader,
    term,
    together: Math.max(cut, answering.length - cut),
    isSplit: record.ids.some(isCut),
    needed: Math.floor(all.length / 2) + 1,
    elects: elects(record, at),
  };
}

/**
 * The newest round up to a moment.
 * @param {Record} record
 * @param {number} at
 */
export function roundBefore(record, at) {
  const rounds = record.rounds;
  let low = 0,
    high = rounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rounds[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low ? rounds[low - 1] : null;
}

/** Whether the nodes choose their master: said by the header, or seen. @param {Record} record @param {number} at */
function elects(record, at) {
  if (record.header?.mastership) return record.header.mastership === "elected";
  const first = record.rounds[0],
    newest = roundBefore(record, at);
  return Boolean(first && newest && (first.master !== newest.master || newest.term > 1));
}

/**
 * What is so at a moment, in words.
 * @param {Record} record
 * @param {Presence} who
 * @param {boolean} isNewest whether there is nothing later
 * @returns {Status}
 */
export function status(record, who, isNewest) {
  if (isNewest && record.ended) return { kind: "ended", text: record.ended };
  if (who.leader) return { kind: "live", text: `${who.leader} leads, term ${who.term}` };
  if (!record.rounds.length && !who.answering.length) return { kind: "waiting", text: record.progress || "waiting for the first round" };
  const answer = who.together;
  const there = `${answer} of ${who.members.length} ${who.isSplit ? (answer === 1 ? "is alone" : "reach one another") : answer === 1 ? "answers" : "answer"}`;
  if (answer === 0) return { kind: "none", text: "nobody answers" };
  if (!who.elects) return { kind: record.rounds.length ? "none" : "waiting", text: `no master: ${there}` };
  return answer >= who.needed
    ? { kind: "electing", text: `electing: ${there}, ${who.needed} needed` }
    : { kind: "none", text: `no majority: ${there}, ${who.needed} needed` };
}

/**
 * The largest difference between two clocks that are known at a moment. Those that do not answer are left out, and in a round those that it rejects.
 * @param {import("./types.mjs").NodeView[]} nodes
 * @param {boolean} [measured] whether offsets are what a round measured
 */
export function spread(nodes, measured = false) {
  const known = nodes.filter(
      node => node.answers && node.offset !== null && !(measured && (node.lies || node.member?.outcome === "REJECTED")),
    ),
    offsets = known.map(node => Number(node.offset));
  return {
    ns: known.length > 1 ? Math.max(...offsets) - Math.min(...offsets) : null,
    of: known.length,
    without: nodes.filter(node => !known.includes(node)).map(node => node.id),
  };
}

/** @param {{of: number, without: string[]}} spread */
export function spreadOf(spread) {
  return spread.without.length
    ? `of ${spread.of}, without ${spread.without.length > 4 ? spread.without.length + " others" : list(spread.without)}`
    : `of ${spread.of}`;
}
