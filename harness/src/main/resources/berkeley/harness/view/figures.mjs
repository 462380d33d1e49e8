/** Numbers in words: three figures and a unit, with a true minus sign. The terminal writes the same figures. */

/** @type {[number, string][]} */
const UNITS = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [1, "ns"],
];
const MINUTE = 60e9,
  HOUR = 3600e9;

/** Three digits of size / unit. Whole numbers are rounded, as the terminal does: a half is one there, too. @param {number} size @param {number} unit */
function three(size, unit) {
  const digits = size / unit >= 99.95 ? 0 : size / unit >= 9.995 ? 1 : 2;
  return (Math.round((size * 10 ** digits) / unit) / 10 ** digits).toFixed(digits);
}

/** @param {number} size @param {number} unit */
const whole = (size, unit) =>
  Math.abs(size / unit - Math.round(size / unit)) < (size / unit) * 4e-4 ? String(Math.round(size / unit)) : three(size, unit);

/**
 * Nanoseconds: 12.3 µs, −2.65 s, +25 min; a dash for what is not known.
 * @param {number | null | undefined} value
 * @param {boolean} [signed] whether a plus is written too
 */
export function nanos(value, signed = false) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value),
    sign = value < 0 ? "−" : signed && value > 0 ? "+" : "";
  if (size < 999.5) return sign + Math.round(size) + " ns";
  if (size >= HOUR * 0.9996) return sign + whole(size, HOUR) + " h";
  if (size >= MINUTE * 0.9996) return sign + whole(size, MINUTE) + " min";
  const unit = UNITS.find(([scale]) => size >= scale * 0.9995) ?? UNITS[3];
  return sign + three(size, unit[0]) + " " + unit[1];
}

/**
 * The same without digits that say nothing, for an axis: 20 µs.
 * @param {number} value
 * @param {boolean} [signed]
 */
export function short(value, signed = false) {
  if (value === 0) return "0";
  return nanos(value, signed)
    .replace(/(\.\d*?)0+(?= )/, "$1")
    .replace(/\.(?= )/, "");
}

/** @param {number | null | undefined} value parts per million */
export function ppm(value) {
  if (value === null || value === undefined) return "–";
  return (value > 0 ? "+" : "") + value.toFixed(2).replace("-", "−") + " ppm";
}

/**
 * A time of day, UTC: 03:05:00.
 * @param {number} seconds since 1970
 * @param {number} [digits] after the point
 */
export function clockTime(seconds, digits = 0) {
  const scale = 10 ** digits,
    all = Math.floor(seconds * scale + 1e-6) / scale,
    day = ((all % 86400) + 86400) % 86400;
  const two = (/** @type {number} */ part) => String(Math.floor(part)).padStart(2, "0");
  const fraction = digits ? "." + String(Math.round((day % 1) * scale) % scale).padStart(digits, "0") : "";
  return `${two(day / 3600)}:${two((day / 60) % 60)}:${two(day % 60)}${fraction}`;
}

/** @param {number} seconds since the record began */
export const moment = seconds => seconds.toFixed(seconds < 1000 ? 2 : 1) + " s";

/**
 * a, b and c.
 * @param {string[]} names
 */
export const list = names => (names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + " and " + names[names.length - 1]);

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export const count = (count, one, many = one + "s") => `${count} ${count === 1 ? one : many}`;

const names = new Intl.Collator("en", { numeric: true });

/** The order of names, n2 before n10. @param {string} a @param {string} b */
export const byName = (a, b) => names.compare(a, b);
