/**
 * The settings of a run in the playground: what there is to set, how a link carries it, and how the simulator reads it. Knows no page.
 *
 * @typedef {object} Knob
 * @property {string} id its name in a link
 * @property {string} key its name in a scenario; empty where it is no entry of one
 * @property {string} label
 * @property {string} help what it does, in words
 * @property {string} usual
 * @property {string[]} [values] what a slider or a choice has
 * @property {"slider" | "choice" | "check" | "text"} form
 * @property {(value: string) => string} [words] a value in words, where it does not speak for itself
 *
 * @typedef {{[id: string]: string}} Values of knobs, by their names; those that are missing are as usual
 */

const around = (/** @type {string} */ value) => (value === "0" ? "none" : "within ±" + value);

/** @type {Knob[]} */
export const KNOBS = [
  {
    id: "nodes",
    key: "slaves",
    label: "Nodes",
    help: "how many there are, the master among them",
    usual: "5",
    values: ["2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "15", "20", "30", "50"],
    form: "slider",
  },
  {
    id: "mastership",
    key: "mastership",
    label: "Master",
    help: "elected: all choose one of them, and another when it fails. fixed: one leads for good, as in simulate",
    usual: "elected",
    values: ["elected", "fixed"],
    form: "choice",
  },
  {
    id: "average",
    key: "average",
    label: "Strategy",
    help: "how the offsets become one",
    usual: "intersection",
    values: ["intersection", "mean", "tempo", "midpoint"],
    form: "choice",
  },
  {
    id: "include",
    key: "include.master",
    label: "The master’s own 0 counts too",
    help: "as in the textbook’s average",
    usual: "false",
    values: ["false", "true"],
    form: "check",
  },
  {
    id: "period",
    key: "period",
    label: "Period",
    help: "from one round to the next",
    usual: "1s",
    values: ["100ms", "250ms", "500ms", "1s", "2s", "5s", "10s", "30s", "60s"],
    form: "slider",
  },
  {
    id: "offset",
    key: "initial.offset",
    label: "Offsets at the start",
    help: "how far clocks are off when the run begins",
    usual: "100ms",
    values: ["0", "10us", "1ms", "10ms", "100ms", "1s", "10s", "1m", "10m", "30m"],
    form: "slider",
    words: around,
  },
  {
    id: "drift",
    key: "initial.frequency",
    label: "Drift",
    help: "how much too fast or slow oscillators are",
    usual: "50ppm",
    values: ["0", "1ppm", "5ppm", "10ppm", "20ppm", "50ppm", "100ppm", "200ppm", "400ppm"],
    form: "slider",
    words: around,
  },
  {
    id: "delay",
    key: "delay.base",
    label: "Delay",
    help: "the least that a message takes, one way",
    usual: "100us",
    values: ["0", "10us", "50us", "100us", "500us", "1ms", "5ms", "10ms", "50ms", "100ms"],
    form: "slider",
  },
  {
    id: "jitter",
    key: "delay.jitter",
    label: "Jitter",
    help: "what it takes more, in the mean",
    usual: "10us",
    values: ["0", "1us", "10us", "50us", "100us", "500us", "1ms", "5ms", "20ms"],
    form: "slider",
  },
  {
    id: "asymmetry",
    key: "delay.asymmetry",
    label: "Asymmetry",
    help: "how much longer one way takes than the other; half of it is an error that nobody can see",
    usual: "0",
    values: ["-10ms", "-1ms", "-100us", "-10us", "0", "10us", "100us", "1ms", "10ms"],
    form: "slider",
    words: value => (value === "0" ? "none" : value),
  },
  {
    id: "loss",
    key: "loss",
    label: "Loss",
    help: "how many messages never arrive",
    usual: "0",
    values: ["0", "0.01", "0.02", "0.05", "0.1", "0.2", "0.3", "0.5"],
    form: "slider",
    words: value => (Number.isFinite(Number(value)) ? Math.round(Number(value) * 1000) / 10 + " %" : value),
  },
  {
    id: "probes",
    key: "probes",
    label: "Questions a round",
    help: "the quickest answer of so many is kept",
    usual: "1",
    values: ["1", "2", "3", "4", "6", "8"],
    form: "slider",
  },
  {
    id: "duration",
    key: "duration",
    label: "Duration",
    help: "when the run ends",
    usual: "2h",
    values: ["1m", "10m", "30m", "1h", "2h", "6h", "1d"],
    form: "slider",
  },
  {
    id: "offsets",
    key: "offsets",
    label: "Offsets one by one",
    help: "such as −10m, +25m: of the nodes by their numbers, in place of drawn ones",
    usual: "",
    form: "text",
  },
];

/** What a link has beside the knobs. */
const SEED = "seed",
  ORDERS = "orders";
export const USUAL_SEED = "1";

/** @type {{id: string, label: string, values: Values}[]} */
export const EXAMPLES = [
  { id: "usual", label: "Five ordinary nodes", values: {} },
  {
    id: "textbook",
    label: "The textbook’s three clocks",
    values: { nodes: "3", mastership: "fixed", average: "mean", include: "true", drift: "0", offsets: "-10m, 25m" },
  },
  { id: "mean", label: "A plain mean, which believes a liar", values: { average: "mean" } },
  { id: "drifting", label: "Bad oscillators", values: { drift: "400ppm", offset: "1s" } },
  { id: "far", label: "Far apart: 50 ms, one way longer", values: { delay: "50ms", jitter: "1ms", asymmetry: "10ms" } },
  { id: "lossy", label: "Every fifth message is lost", values: { loss: "0.2", jitter: "1ms", probes: "4" } },
  { id: "ten", label: "Ten nodes", values: { nodes: "10" } },
];

/**
 * The settings that a link carries.
 * @param {string} fragment of an address, after its #
 * @returns {Values} only what is not as usual
 */
export function readLink(fragment) {
  const link = new URLSearchParams(fragment);
  /** @type {Values} */
  const values = {};
  for (const id of [...KNOBS.map(knob => knob.id), SEED, ORDERS]) {
    const value = link.get(id);
    if (value !== null) values[id] = value;
  }
  return withoutUsual(values);
}

/**
 * The same link with other settings; what else it has stays.
 * @param {string} fragment
 * @param {Values} values
 */
export function writeLink(fragment, values) {
  const link = new URLSearchParams(fragment),
    kept = withoutUsual(values);
  for (const id of [...KNOBS.map(knob => knob.id), SEED, ORDERS]) {
    link.delete(id);
    if (kept[id] !== undefined) link.set(id, kept[id]);
  }
  return link.toString();
}

/** @param {Values} values */
function withoutUsual(values) {
  /** @type {Values} */
  const kept = {};
  for (const [id, value] of Object.entries(values)) if (value !== usual(id)) kept[id] = value;
  return kept;
}

/** @param {string} id */
const usual = id => (id === SEED ? USUAL_SEED : (KNOBS.find(knob => knob.id === id)?.usual ?? ""));

/** @param {Values} values @param {string} id */
export const valueOf = (values, id) => values[id] ?? usual(id);

/**
 * The scenario, as a file for ./berkeley simulate has it.
 * @param {Values} values
 */
export function scenario(values) {
  const isFixed = valueOf(values, "mastership") === "fixed",
    lines = ["start = 2026-01-01T03:00:00Z"];
  for (const knob of KNOBS) {
    const value = valueOf(values, knob.id);
    if (knob.id === "mastership") continue;
    if (knob.id === "nodes") lines.push(`slaves = ${isFixed ? Number(value) - 1 : value}`);
    else if (knob.id === "offsets") {
      if (value.trim()) lines.push(`offsets = ${numbered(value)}`);
    } else lines.push(`${knob.key} = ${value}`);
  }
  return lines.join("\n") + "\n";
}

/** −10m, 25m by their numbers: 1:-10m, 2:25m. @param {string} list */
function numbered(list) {
  return list
    .replaceAll("−", "-")
    .split(",")
    .map((part, i) => (part.includes(":") ? part.trim() : `${i + 1}:${part.trim()}`))
    .join(", ");
}

/**
 * All that a run follows from.
 * @param {Values} values
 */
export function run(values) {
  return (
    scenario(values) +
    `mastership = ${valueOf(values, "mastership")}\nseed = ${valueOf(values, SEED)}\norders = ${valueOf(values, ORDERS)}\n`
  );
}

/**
 * The settings with one more order.
 * @param {Values} values
 * @param {number} nanos when, whole nanoseconds since the start
 * @param {string} action
 * @param {string} id
 * @returns {Values}
 */
export function ordered(values, nanos, action, id) {
  const order = `${nanos}ns ${action}${id ? " " + id : ""}`;
  return { ...values, orders: values.orders ? `${values.orders}, ${order}` : order };
}

const UNITS = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9, d: 86400e9 };

/** A value with or without a unit as a number, to find its place on a slider. @param {string} text */
export function magnitude(text) {
  const found = /^([+-]?[\d.]+)\s*([a-zµ]*)$/.exec(text.trim());
  return found ? Number(found[1]) * (UNITS[/** @type {keyof typeof UNITS} */ (found[2])] ?? 1) : NaN;
}

/** Where a value stands on its slider: its place, or the nearest. @param {Knob} knob @param {string} value */
export function place(knob, value) {
  const values = knob.values ?? [],
    exact = values.indexOf(value);
  if (exact >= 0) return exact;
  const size = magnitude(value),
    far = values.map(each => Math.abs(magnitude(each) - size));
  return Number.isNaN(size) ? values.indexOf(knob.usual) : far.indexOf(Math.min(...far));
}
