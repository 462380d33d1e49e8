/**
 * The lessons: do this, predict, watch, why. Each knows from the record alone whether what it is about has been seen; so a lesson works on a live
 * demonstration, in the playground and on a recorded run alike.
 *
 * @import { View } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 */
import { nanos, ppm, short } from "./figures.mjs";
import { commit, errorOf, learnt, liar, slow, successor } from "./lessonchecks.mjs";
import { seen } from "./presence.mjs";
import { STEPS } from "./stops.mjs";
import { plainMean } from "./words.mjs";

/**
 * @typedef {object} Course how far a lesson has come
 * @property {Record} record
 * @property {View} view
 * @property {string} target the node that it is about
 * @property {number | null} since when it was begun; null before that
 *
 * @typedef {object} Deed what one is asked to do
 * @property {string} label
 * @property {string} [action] an order; without one it moves the cursor or takes a note
 * @property {"first-round" | "slowly" | "stamp"} [move]
 * @property {boolean} [begins] whether the lesson begins with it
 *
 * @typedef {object} Lesson
 * @property {string} id
 * @property {string} title
 * @property {boolean} network whether links must be changed
 * @property {boolean} orders whether it needs nodes that take orders
 * @property {boolean} master whether it is about the master
 * @property {string} task
 * @property {(target: string) => Deed[]} deeds
 * @property {string} question
 * @property {string[]} answers
 * @property {number} right
 * @property {(course: Course) => string} watch what is to be seen now
 * @property {(course: Course) => boolean} seen whether it was seen
 * @property {string} why
 */

/** @type {Lesson[]} */
export const LESSONS = [
  {
    id: "textbook",
    title: "The textbook’s round",
    network: false,
    orders: false,
    master: false,
    task: "Go to the first round, when no clock had been corrected yet, and step through its four steps.",
    deeds: () => [
      { label: "To the first round", move: "first-round", begins: true },
      { label: "Play it slowly", move: "slowly", begins: true },
    ],
    question: "Where will all clocks meet?",
    answers: ["at the master’s time", "at the average", "at the latest time"],
    right: 1,
    watch: ({ record, view }) =>
      view.round && view.phase === "round"
        ? `Step ${view.step + 1}, ${STEPS[view.step] ?? ""}. ${["The master asks; a message takes its time.", "Half of the round trip is added to each answer.", "The offsets are averaged.", "Each is told its difference, and steps by it."][view.step]}`
        : record.rounds.length
          ? "The first round is still there: go to it."
          : "There has been no round yet.",
    seen: ({ record, view }) => view.phase === "round" && view.step === 3 && view.round === record.rounds[0],
    why: "The master asks everybody, itself included, moves all to the average, and sends each a difference rather than a time: a difference is still right when it arrives late. At a cold start nobody’s clock is any better than the others’, so all count. Later rounds only keep the clocks together.",
  },
  {
    id: "liar",
    title: "A liar against mean, then against intersection",
    network: false,
    orders: true,
    master: false,
    task: "Let one clock answer an hour ahead, and hold on to the next round.",
    deeds: target => [
      { label: `Let ${target} lie by an hour`, action: "lie", begins: true },
      { label: "Tell the truth again", action: "truth" },
    ],
    question: "On what will they agree?",
    answers: ["the time that they had", "some minutes later", "an hour later"],
    right: 0,
    watch: course => {
      const found = liar(course);
      if (!found?.member) return "Wait for a round in which the lie is told.";
      const mean = nanos(plainMean(found.round), true),
        average = course.view.average || "the strategy in use";
      return found.member.outcome === "REJECTED"
        ? `With ${average} ${course.target} is rejected in round ${found.round.round}, and all keep to ${short(found.round.agreed_offset_ns, true)}. A plain mean of the same answers would have been ${mean}.`
        : `With ${average} ${course.target} counts in round ${found.round.round}, and all move to ${short(found.round.agreed_offset_ns, true)}.`;
    },
    seen: course => Boolean(liar(course)),
    why: "A mean believes everybody: one clock moves it as far as it likes, and the others, still together, are all wrong. An intersection asks how many can be right at once; whoever cannot, if they are, loses its vote. Less than half of the clocks can lie so without moving the rest, if their bounds are honest. With --average mean you see the other half of this lesson for real.",
  },
  {
    id: "slow-link",
    title: "The slow link, and what no message can reveal",
    network: true,
    orders: true,
    master: false,
    task: "Make one node’s answers slower than the questions to it: 12 ms and 4 ms.",
    deeds: target => [
      { label: `Delay ${target}’s links`, action: "delay", begins: true },
      { label: "End the delay", action: "no-delay" },
    ],
    question: "By how much will the master mistake its clock?",
    answers: ["not at all", "by 4 ms, half of what the two ways differ", "by 16 ms, the round trip"],
    right: 1,
    watch: course => {
      const found = slow(course);
      if (!found?.member) return "Wait for a round over the slow link.";
      return `Round ${found.round.round}: the round trip is ${nanos(found.member.rtt_ns)}; the measured offset is wrong by ${nanos(errorOf(course.record, found.round, course.target), true)}, and the bound says ± ${nanos(found.member.error_bound_ns)}.`;
    },
    seen: course => Boolean(slow(course)),
    why: "The master adds half of the round trip, as if both ways were equally long. If they are not, it is wrong by half of the difference, and no exchange of messages can tell: a slow way there and a fast way back looks just like the opposite, with another offset. What is known is that the error is at most half of the round trip, and that is what the bound says.",
  },
  {
    id: "drift",
    title: "Drift is learnt",
    network: false,
    orders: true,
    master: false,
    task: "Let one oscillator run 400 ppm faster: 0.4 ms more each second.",
    deeds: target => [
      { label: `Let ${target} drift`, action: "drift", begins: true },
      { label: "Run steadily again", action: "steady" },
    ],
    question: "What will its offset do?",
    answers: ["grow without end", "swell, and be gone after some rounds", "stay as it is"],
    right: 1,
    watch: course => {
      const node = course.view.nodes.find(each => each.id === course.target),
        moved = learnt(course);
      return course.since === null
        ? "Watch its line in the plot, and its frequency in Measure."
        : `${course.target} is ${nanos(node?.offset, true)} off; its frequency correction has moved by ${ppm(moved)} of the 400 that are needed.`;
    },
    seen: course => {
      const now = seen(course.record, course.target, course.record.newest);
      return Math.abs(learnt(course)) > 250 && now !== null && now.offset !== null && Math.abs(now.offset) < 250_000;
    },
    why: "A correction that only moves the time has to be repeated for ever, and between two rounds the clock is off again. So a node turns corrections that follow one another into a frequency: it learns how fast its own oscillator runs, and takes that back. Then little is left to correct, and it stays close while nobody leads.",
  },
  {
    id: "kill-master",
    title: "Kill the master",
    network: false,
    orders: true,
    master: true,
    task: "End the master’s process, as a crash does.",
    deeds: target => [
      { label: `Kill ${target}, the master`, action: "kill-master", begins: true },
      { label: `Start ${target} again`, action: "restart" },
    ],
    question: "What do the clocks do while nobody leads?",
    answers: ["they stop", "they jump when a new master comes", "they run on"],
    right: 2,
    watch: course => {
      const next = successor(course);
      return course.since === null
        ? "Its lease must run out first; then somebody stands."
        : next
          ? `${next.master} leads in term ${next.term}. No clock went back.`
          : `${course.view.status.text}. The offsets go on being known, and the bounds grow.`;
    },
    seen: course => Boolean(successor(course)),
    why: "Each node runs on at the rate that it has learnt, and its bound says what it may be off by. Once the master’s lease has run out a node stands for a higher term and asks for votes; a node votes once a term, so two cannot both have a majority. The new master’s time goes on where cluster time was.",
  },
  {
    id: "split",
    title: "Split and heal",
    network: true,
    orders: true,
    master: true,
    task: "Cut the master off, with as many as still are a minority; when the others have a master, heal the split.",
    deeds: target => [
      { label: `Cut ${target} off`, action: "split", begins: true },
      { label: "Heal the split", action: "heal" },
    ],
    question: "Which side has a master?",
    answers: ["both", "the larger one", "neither"],
    right: 1,
    watch: course => {
      const next = successor(course),
        node = course.view.nodes.find(each => each.id === course.target),
        cut = node?.chips.some(chip => chip.text === "cut off");
      return course.since === null
        ? "A master that hears no majority must give up."
        : !next
          ? `${course.view.status.text}. The side without a majority holds over.`
          : cut
            ? `${next.master} leads the larger side in term ${next.term}. Now heal the split.`
            : `${course.target} is back, and follows ${next.master}.`;
    },
    seen: course => {
      const node = course.view.nodes.find(each => each.id === course.target);
      return (
        Boolean(successor(course)) &&
        Boolean(node?.answers) &&
        node?.state === "SYNCHRONISED" &&
        !node.chips.some(chip => chip.text === "cut off")
      );
    },
    why: "A master needs the acknowledgement of a majority again and again; without it its lease runs out, and it gives up. So two sides can never both lead. The smaller side runs on with a bound that grows, and says holdover. When the network heals, its nodes follow the newer term, and no clock goes back.",
  },
  {
    id: "commit-wait",
    title: "Commit-wait",
    network: false,
    orders: false,
    master: false,
    task: "Give an event a time stamp: the latest that the node’s clock allows. Then wait until that is surely past.",
    deeds: () => [{ label: "Stamp an event now", move: "stamp", begins: true }],
    question: "How long must the node wait before it says so?",
    answers: ["not at all", "as long as its bound", "twice its bound"],
    right: 2,
    watch: course => {
      const now = commit(course);
      return !now
        ? "Nothing is stamped yet."
        : `${course.target} waits ${nanos(now.wait)}, twice its bound. Since then ${now.past} of ${now.of} clocks were read, and each has a latest time above the stamp.`;
    },
    seen: course => {
      const now = commit(course);
      return now !== null && now.of > 1 && now.past === now.of;
    },
    why: "Cluster time is somewhere between earliest and latest. The stamp is the latest, so it is not in the past; once the earliest has passed it, cluster time surely has. Whoever reads any clock after that gets a latest time above the stamp: a later event never gets an earlier stamp, on any node, though no message was sent. This is awaitPast, and what Spanner calls commit-wait.",
  },
];

/** @param {string} id */
export const lessonOf = id => LESSONS.find(lesson => lesson.id === id) ?? null;

/**
 * The node that a lesson is about: the master, or one that follows and has no fault.
 * @param {Lesson} lesson
 * @param {View} view
 */
export function targetOf(lesson, view) {
  if (lesson.master) return view.presence.leader;
  const followers = view.nodes.filter(node => node.answers && !node.leads);
  return (followers.find(node => !node.chips.length) ?? followers[0])?.id ?? "";
}
