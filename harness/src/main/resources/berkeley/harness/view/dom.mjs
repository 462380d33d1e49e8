/** Small helpers for elements: they are made once and changed in place, so that the focus survives, and are touched only where something differs. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element.
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `on...` are listeners, `text` is its text
 * @param {...(Node | string)} children
 * @returns {any} an HTML element of that tag
 */
export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * Makes an SVG element.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {any} an SVG element of that tag
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** @param {Element} element @param {Record<string, any>} attributes @param {(Node | string)[]} children */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else set(element, name, value);
  }
  element.append(...children);
  return element;
}

/** @type {WeakMap<Element, Map<string, any>>} */
const known = new WeakMap();

/**
 * Sets an attribute, the text, or with a name that begins with `$` a property of the style, if it differs. null and false take an attribute away.
 * @param {Element} element
 * @param {string} name
 * @param {any} value
 */
export function set(element, name, value) {
  let values = known.get(element);
  if (!values) known.set(element, (values = new Map()));
  if (values.get(name) === value) return;
  values.set(name, value);
  if (name === "text") element.textContent = value;
  else if (name.startsWith("$")) /** @type {HTMLElement} */ (element).style.setProperty(name.slice(1), value);
  else if (value === null || value === false || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/**
 * Keeps one element for each item, in their order; those that stay are not replaced.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T) => Element} make
 * @param {(element: any, item: T) => void} update
 */
export function each(parent, items, key, make, update) {
  /** @type {Map<string, Element>} */
  const old = new Map([...parent.children].map(child => [/** @type {any} */ (child).dataset.key, child]));
  items.forEach((item, i) => {
    const name = key(item);
    let element = old.get(name);
    old.delete(name);
    if (!element) {
      element = make(item);
      /** @type {any} */ (element).dataset.key = name;
    }
    if (parent.children[i] !== element) parent.insertBefore(element, parent.children[i] ?? null);
    update(element, item);
  });
  for (const element of old.values()) element.remove();
}

/** The point of a circle: degrees from 12 o'clock, clockwise. @param {number} r @param {number} degrees */
export function polar(r, degrees) {
  const angle = (degrees * Math.PI) / 180;
  return `${(r * Math.sin(angle)).toFixed(2)} ${(-r * Math.cos(angle)).toFixed(2)}`;
}

/** The path along a circle. @param {number} r @param {number} from degrees @param {number} to */
export function arc(r, from, to) {
  const span = to - from;
  if (Math.abs(span) >= 359.9) return `M0 ${-r}A${r} ${r} 0 1 1 -0.01 ${-r}Z`;
  return `M${polar(r, from)}A${r} ${r} 0 ${Math.abs(span) > 180 ? 1 : 0} ${span > 0 ? 1 : 0} ${polar(r, to)}`;
}
