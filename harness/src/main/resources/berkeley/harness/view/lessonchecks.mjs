/**
 * Whether what a lesson is about has been seen, from the record alone.
 *
 * @import { Round } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 * @import { Course } from "./lessons.mjs"
 */
import { roundBefore, seen } from "./presence.mjs";

/** The rounds since the lesson began, with what they found out about its node. @param {Course} course */
export function rounds({ record, since, target }) {
  return since === null
    ? []
    : record.rounds
        .filter(round => round.at > since)
        .map(round => ({ round, member: round.members.find(member => member.id === target) }))
        .filter(each => each.member && each.member.outcome !== "UNREACHABLE");
}

/** By how much a round mistook a node's offset: what it measured less the truth. @param {Record} record @param {Round} round @param {string} id */
export function errorOf(record, round, id) {
  const member = round.members.find(each => each.id === id),
    before = seen(record, id, round.at - round.duration_ns / 1e9);
  if (!member || member.outcome === "UNREACHABLE") return null;
  return (
    member.true_error_ns ?? (before && before.offset !== null && before.state !== "NEWCOMER" ? member.offset_ns - before.offset : null)
  );
}

/** @param {Course} course */
export const liar = course => rounds(course).find(({ member }) => member && Math.abs(member.offset_ns) > 60e9);
/** @param {Course} course */
export const slow = course =>
  rounds(course).find(
    ({ round, member }) => member && member.rtt_ns >= 10e6 && Math.abs(errorOf(course.record, round, course.target) ?? 0) > 1e6,
  );

/** How much a node's frequency has moved since. @param {Course} course */
export function learnt({ record, since, target }) {
  const before = since === null ? null : seen(record, target, since),
    now = seen(record, target, record.newest);
  return before && now ? now.frequency - before.frequency : 0;
}

/** Who leads now, if not as before. @param {Course} course */
export function successor({ record, view, since, target }) {
  const before = since === null ? null : roundBefore(record, since),
    round = record.rounds[record.rounds.length - 1];
  return before && round && round.term > before.term && round.master !== target && view.presence.leader !== target ? round : null;
}

/** What a stamp of the node must be waited for, and whether everybody is past it. @param {Course} course */
export function commit({ record, since, target }) {
  const stamped = since === null ? null : (record.nodes.get(target)?.before(since) ?? null);
  if (!stamped || stamped.silent || stamped.bound === null || stamped.offset === null) return null;
  const stamp = stamped.phase + stamped.ticks_s * 1e9 + stamped.bound,
    wait = 2 * stamped.bound;
  const later = record.ids
    .map(id => seen(record, id, record.newest))
    .filter(sample => sample && sample.at > stamped.at && sample.bound !== null);
  const past = later.filter(
    sample => sample && sample.phase + sample.ticks_s * 1e9 + Number(sample.bound) > stamp && sample.ticks_s - stamped.ticks_s > wait / 1e9,
  );
  return { wait, past: past.length, of: later.length };
}
