/**
 * The faults that are in force at a moment, and what can be done to a node that has them.
 *
 * @import { FaultChange, Presence } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 */
import { nanos } from "./figures.mjs";

/**
 * Each node's faults, by their name.
 * @param {Record} record
 * @param {number} at
 * @returns {Map<string, Map<string, FaultChange>>}
 */
export function faultsAt(record, at) {
  /** @type {Map<string, Map<string, FaultChange>>} */
  const all = new Map();
  for (const change of record.faults) {
    if (change.at > at) break;
    const own = all.get(change.id) ?? new Map();
    all.set(change.id, own);
    if (change.inForce) own.set(change.fault, change);
    else own.delete(change.fault);
  }
  return all;
}

/** @param {FaultChange} fault */
export function chip({ fault, amounts }) {
  switch (fault) {
    case "lie":
      return `lies ${nanos(amounts.ahead_ns, true)}`;
    case "drift":
      return `${amounts.ppm > 0 ? "+" : "−"}${Math.abs(amounts.ppm)} ppm`;
    case "delay":
      return `late ${amounts.heard_ns / 1e6}/${amounts.hears_ns / 1e6} ms`;
    case "cut":
      return "cut off";
    case "freeze":
      return "frozen";
    case "kill":
      return "killed";
    default:
      return fault;
  }
}

/**
 * @typedef {object} Order something that can be ordered of a demonstration
 * @property {string} action
 * @property {string} label
 * @property {string} does what it does, in words
 * @property {boolean} [network] whether it needs the nodes behind proxies
 * @property {string} why why it does not apply now; empty if it does
 */

/** @type {Omit<Order, "why">[]} */
const OF_A_NODE = [
  { action: "kill", label: "Kill", does: "ends its process at once" },
  { action: "restart", label: "Start again", does: "starts it again under its name, in a new life" },
  { action: "freeze", label: "Freeze", does: "stops its process, as SIGSTOP does" },
  { action: "resume", label: "Let it go on", does: "lets the frozen process go on" },
  { action: "lie", label: "Lie by an hour", does: "has it answer an hour ahead of its clock, which itself stays right" },
  { action: "truth", label: "Tell the truth", does: "has it answer truly again" },
  { action: "drift", label: "Drift by 400 ppm", does: "lets its oscillator run 400 ppm faster" },
  { action: "steady", label: "Run steadily", does: "lets its oscillator run as at first" },
  { action: "delay", label: "Delay its links", does: "lets what it says take 12 ms and what it hears 4 ms", network: true },
  { action: "no-delay", label: "End the delay", does: "lets its links be quick again", network: true },
  { action: "split", label: "Cut it off", does: "cuts it off, with as many after it as still are a minority", network: true },
];

/** Which fault an order begins, and which it ends. @type {Record_} */
const BEGINS = { kill: "kill", freeze: "freeze", lie: "lie", drift: "drift", delay: "delay", split: "cut" };
/** @type {Record_} */
const ENDS = { restart: "kill", resume: "freeze", truth: "lie", steady: "drift", "no-delay": "delay" };
/** @typedef {{[action: string]: string}} Record_ */

/**
 * What can be ordered of one node, and why not what cannot.
 * @param {string} id
 * @param {Map<string, FaultChange> | undefined} faults in force
 * @param {boolean} answers
 * @param {boolean} network whether links can be changed
 * @returns {Order[]}
 */
export function ordersOf(id, faults, answers, network) {
  const has = (/** @type {string} */ fault) => Boolean(faults?.has(fault));
  return OF_A_NODE.filter(order => network || !order.network).map(order => ({ ...order, why: why(order.action) }));

  /** @param {string} action */
  function why(action) {
    if (ENDS[action])
      return has(ENDS[action])
        ? ""
        : ({
            restart: `${id} runs`,
            resume: `${id} is not frozen`,
            truth: `${id} does not lie`,
            steady: `${id} runs as at first`,
            "no-delay": "its links are quick",
          }[action] ?? "");
    if (has("kill")) return `${id} was killed`;
    if (has(BEGINS[action]))
      return (
        {
          freeze: `${id} is frozen`,
          lie: `${id} lies already`,
          drift: `${id} drifts already`,
          delay: "its links are slow already",
          split: `${id} is cut off`,
        }[action] ?? ""
      );
    if (has("freeze") && (action === "lie" || action === "drift")) return `${id} is frozen and hears nothing`;
    return !answers && action !== "kill" && !has("freeze") && !has("cut") ? `${id} does not answer` : "";
  }
}

/**
 * What can be ordered of the whole cluster.
 * @param {Presence} who
 * @param {Map<string, Map<string, FaultChange>>} faults
 * @param {boolean} network
 * @param {boolean} [stepDown] whether a master can be told to give it up
 * @returns {(Order & {id: string})[]}
 */
export function ordersOfAll(who, faults, network, stepDown = false) {
  const split = [...faults.values()].some(own => own.has("cut"));
  return [
    {
      action: "kill-master",
      id: who.leader,
      label: who.leader ? `Kill ${who.leader}, the master` : "Kill the master",
      does: "ends the process of whoever leads",
      why: who.leader ? "" : "nobody leads",
    },
    ...(stepDown
      ? [
          {
            action: "step-down",
            id: "",
            label: who.leader ? `Let ${who.leader} step down` : "Let the master step down",
            does: "has the master give it up in good order",
            why: !who.elects ? "the master is fixed" : who.leader ? "" : "nobody leads",
          },
        ]
      : []),
    { action: "add", id: "", label: "Add a node", does: "starts one more", why: "" },
    ...(network
      ? [
          {
            action: "heal",
            id: "",
            label: "Heal the split",
            does: "lets all reach each other again",
            why: split ? "" : "the network is whole",
          },
        ]
      : []),
  ];
}
