/**
 * The sentences of a round: what was asked, what came of it, and why, in words that fit the strategy in use.
 *
 * @import { Member, Round, View } from "./types.mjs"
 */
import { count, list, nanos, short } from "./figures.mjs";

/** @param {Round} round */
const reached = round => round.members.filter(member => member.outcome !== "UNREACHABLE");

/** @param {string[]} ids */
const some = ids => (ids.length > 6 ? ids.slice(0, 5).join(", ") + ` and ${ids.length - 5} more` : list(ids));

/** @param {Round} round */
export function asked(round) {
  const answers = reached(round),
    slowest = Math.max(0, ...answers.map(member => member.rtt_ns));
  const silent = round.members.filter(member => member.outcome === "UNREACHABLE").map(member => member.id);
  if (!round.members.length) return `${round.master} has nobody to ask.`;
  return (
    `${round.master} asks ${some(round.members.map(member => member.id))}, and keeps the quickest answer of each. ` +
    `${answers.length} of ${round.members.length} answer${answers.length ? ` within ${nanos(slowest)}` : ""}${silent.length ? `; ${some(silent)} ${silent.length === 1 ? "does" : "do"} not` : ""}.`
  );
}

export const ESTIMATE = "answer + rtt/2 − own time, ± rtt/2";
export const ADJUST = "agreed − own offset, sent as a difference";

/**
 * What was agreed on, and how.
 * @param {Round} round
 * @param {string} average the strategy; empty where it is not known
 */
export function agreement(round, average) {
  const answers = reached(round),
    master = round.master;
  if (!answers.length) return "Nobody answered, so nothing is agreed.";
  const newcomers = answers.filter(member => member.outcome === "NEWCOMER");
  if (newcomers.length === answers.length && round.agreed_offset_ns === 0) {
    return `None of them has been synchronised yet, so none has a vote: all are brought to ${master}’s time.`;
  }
  const rejected = answers.filter(member => member.outcome === "REJECTED"),
    counted = answers.filter(member => member.outcome === "ACCEPTED" || newcomers.length === answers.length);
  const kept = round.agreed_offset_ns === 0 ? ` ${master}’s own 0 lies within its error: all keep to 0.` : "";
  const out = rejected.length
    ? ` ${some(rejected.map(member => member.id))} cannot${farOff(rejected)}, and ${rejected.length === 1 ? "loses its vote" : "lose their votes"}.`
    : "";
  switch (average) {
    case "mean":
      return `${sum(round, counted)}${kept} Whoever answers counts, whatever it says.`;
    case "tempo":
      return `tempo: the mean of the largest set of clocks that lie near one another, ${count(counted.length, "clock")} here.${out.replace("cannot", "is not among them")}${kept}`;
    case "midpoint":
      return `midpoint: the highest and the lowest are left out, and the middle of the rest is taken.${out}${kept}`;
    case "intersection":
      return newcomers.length === answers.length
        ? coldStart(round, counted)
        : `intersection: ${counted.length} of ${answers.length} intervals, widened for drift, can all be true at once; their mean counts.${out}${kept}`;
    default:
      return `${count(counted.length, "clock")} of ${answers.length} ${counted.length === 1 ? "counts" : "count"}.${out}${kept}`;
  }
}

/** @param {Member[]} rejected */
function farOff(rejected) {
  const worst = rejected.reduce((a, b) => (Math.abs(a.offset_ns) > Math.abs(b.offset_ns) ? a : b));
  return `, at ${nanos(worst.offset_ns, true)} ± ${nanos(worst.error_bound_ns)}`;
}

/**
 * What is done at a cold start, where intervals need not meet: a third is left out at either end at most, and the middle of the rest is taken.
 * @param {Round} round
 * @param {Member[]} counted
 */
function coldStart(round, counted) {
  const offsets = counted.map(member => member.offset_ns).sort((a, b) => a - b),
    left = Math.floor((offsets.length - 1) / 3),
    rest = offsets.slice(left, offsets.length - left);
  const middle = (rest[0] + rest[rest.length - 1]) / 2,
    agreed = short(round.agreed_offset_ns, true);
  if (Math.abs(middle - round.agreed_offset_ns) > Math.max(1e6, Math.abs(middle) * 2e-3))
    return `At a cold start all count. They meet at ${agreed}.`;
  const out = left === 1 ? "the highest and the lowest are left out, and" : left ? `the ${left} highest and lowest are left out, and` : "";
  return `At a cold start intervals need not meet, so all count: ${out} the middle of ${left ? "the rest" : "them"} is taken, (${short(rest[0], true)} ${rest[rest.length - 1] < 0 ? "−" : "+"} ${short(Math.abs(rest[rest.length - 1]))}) / 2 = ${agreed}.`;
}

/**
 * The textbook's sum, with the master's own 0 where that explains the result.
 * @param {Round} round
 * @param {Member[]} counted
 */
export function sum(round, counted) {
  const offsets = counted.map(member => member.offset_ns),
    total = offsets.reduce((a, b) => a + b, 0),
    n = counted.length;
  const near = (/** @type {number} */ divisor) =>
    Math.abs(total / divisor - round.agreed_offset_ns) < Math.max(1e6, Math.abs(total)) * 2e-3;
  const withMaster = !near(n) && near(n + 1),
    divisor = withMaster ? n + 1 : n;
  if (n > 8)
    return `mean, the plain average of ${n} offsets${withMaster ? ` and ${round.master}’s own 0` : ""}: ${short(total / divisor, true)}.`;
  const terms =
    offsets
      .map((offset, i) => (i === 0 ? short(offset, true).replace("+", "") : (offset < 0 ? " − " : " + ") + short(Math.abs(offset))))
      .join("") + (withMaster ? " + 0" : "");
  const result = short(total / divisor, true);
  return `mean, the plain average${withMaster ? `, ${round.master}’s own 0 with it` : ""}: (${terms}) / ${divisor} = ${result}.`;
}

/**
 * What a plain average of the same answers would have been.
 * @param {Round} round
 */
export function plainMean(round) {
  const answers = reached(round);
  return answers.length ? answers.reduce((all, member) => all + member.offset_ns, 0) / answers.length : 0;
}

/**
 * What is to be said while nobody leads, in four steps.
 * @param {View} view
 * @returns {{title: string, text: string, done: boolean}[]}
 */
export function election(view) {
  const { presence: who, round } = view,
    answer = who.together,
    enough = answer >= who.needed;
  const before = round
    ? `${round.master} led term ${round.term} last, until ${view.nodes.find(node => node.id === round.master)?.answers ? "it gave up" : "it fell silent"}. `
    : "";
  return [
    { title: "Silence", text: `${before}The others run on at the rate that they have learnt, and their bounds grow.`, done: true },
    {
      title: "Stand",
      text: "Each waits a while of its own; whoever waits the shortest asks the others for their votes, for a higher term.",
      done: enough,
    },
    {
      title: "Vote",
      text: `Each has one vote a term. ${answer} of ${who.members.length} ${who.isSplit ? "reach one another" : answer === 1 ? "answers" : "answer"}; ${who.needed} are needed${enough ? "" : ", so nobody can win"}.`,
      done: false,
    },
    { title: "Lead", text: "Who has a majority leads, and its time goes on where cluster time was.", done: false },
  ];
}

/** The words that the page uses, explained. @type {[string, string][]} */
export const GLOSSARY = [
  [
    "offset",
    "by how much a clock is ahead of the clock at 12 o'clock of the ring. In a round it is what the master measured; between rounds it is measured from outside, on the counter that all processes of a host share",
  ],
  ["bound", "how far off the node itself says that it may be; it grows from round to round, and while nobody leads"],
  ["cluster time", "what all agree on: the master’s time while one leads; while nobody does it runs on as it ran"],
  ["spread", "the largest difference between any two clocks"],
  ["round trip, rtt", "from question to answer; half of it is how wrong a reading can be"],
  ["step, slew", "jump at once; or run a little faster or slower until a difference is used up"],
  ["counts, rejected", "whether a clock agrees with most others, or cannot be right if they are"],
  ["newcomer", "not synchronised yet: it has no vote, and is brought to the others"],
  ["holdover", "synchronised, and without corrections: it goes on at the frequency that it has learnt"],
  ["term", "the number of a mastership; each election raises it"],
  ["frequency", "by how much a node speeds its oscillator up to run as the cluster does"],
];
