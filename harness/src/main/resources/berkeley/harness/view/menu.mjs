/**
 * A node's menu: what is known of it, and what can be done to it now. What does not apply says why.
 *
 * @import { View } from "./types.mjs"
 * @import { Order } from "./faults.mjs"
 */
import { each, html, set } from "./dom.mjs";
import { moment, nanos, ppm } from "./figures.mjs";
import { verdict } from "./view.mjs";

export class Menu {
  /**
   * @param {(id: string) => Order[] | null} orders null where there is nothing to order
   * @param {(action: string, id: string) => void} give
   */
  constructor(orders, give) {
    this.orders = orders;
    this.give = give;
    this.id = "";
    /** @type {HTMLElement | null} */
    this.opener = null;
    this.title = html("h3");
    this.facts = html("dl");
    this.list = html("div", { class: "menu-orders" });
    this.note = html("p", { class: "small" });
    this.element = html(
      "div",
      { class: "menu", id: "menu", role: "dialog", "aria-labelledby": "menu-title", hidden: true },
      html(
        "div",
        { class: "menu-head" },
        this.title,
        html("button", { type: "button", "aria-label": "Close the menu", text: "✕", onclick: () => this.close() }),
      ),
      this.facts,
      this.list,
      this.note,
    );
    this.title.id = "menu-title";
  }

  /** @param {string} id @param {HTMLElement} opener @param {View} view */
  open(id, opener, view) {
    if (this.id === id && !this.element.hidden) return this.close();
    this.id = id;
    this.opener = opener;
    this.element.hidden = false;
    this.draw(view);
    const dial = opener.parentElement,
      room = this.element.offsetParent;
    if (dial && room) {
      const left = Math.max(8, Math.min(dial.offsetLeft - this.element.offsetWidth / 2, room.clientWidth - this.element.offsetWidth - 8));
      this.element.style.left = left + "px";
      this.element.style.top =
        Math.max(8, Math.min(dial.offsetTop + opener.offsetHeight + 6, room.clientHeight - this.element.offsetHeight - 8)) + "px";
    }
    this.element.querySelector("button").focus();
    return undefined;
  }

  close() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.opener?.focus();
  }

  /** @param {View} view */
  draw(view) {
    if (this.element.hidden) return;
    const node = view.nodes.find(each => each.id === this.id);
    if (!node) return this.close();
    set(this.title, "text", `${node.id}${node.leads ? ", the master" : ""}`);
    /** @type {[string, string][]} */
    const facts = [
      ["state", node.answers ? node.state : `does not answer${node.seenAt === null ? "" : `; last seen at ${moment(node.seenAt)}`}`],
      ["offset", node.offset === null ? "not known" : `${nanos(node.offset, true)} ± ${nanos(node.bound)}`],
      ["frequency", ppm(node.frequency)],
      ["last vote", node.member ? verdict(node.member) + (node.member.reason ? `: ${node.member.reason}` : "") : "–"],
      [
        "in force",
        node.chips
          .filter(chip => chip.kind === "fault")
          .map(chip => chip.text)
          .join(", ") || "no fault",
      ],
    ];
    each(
      this.facts,
      facts,
      ([name]) => name,
      ([name]) => html("div", {}, html("dt", { text: name }), html("dd")),
      (item, [, text]) => set(item.lastChild, "text", text),
    );
    const orders = this.orders(node.id);
    set(
      this.note,
      "text",
      orders
        ? view.stop
          ? "Orders are for now, whatever moment is shown."
          : ""
        : "This page only watches: faults can be ordered in a demo’s own page.",
    );
    each(
      this.list,
      orders ?? [],
      order => order.action,
      order =>
        html("button", { type: "button", "data-action": order.action, onclick: () => this.act(order.action) }, html("span"), html("small")),
      (button, order) => {
        set(button, "aria-disabled", order.why ? "true" : null);
        set(button.firstChild, "text", order.label);
        set(button.lastChild, "text", order.why || order.does);
      },
    );
    return undefined;
  }

  /** @param {string} action */
  act(action) {
    if (this.orders(this.id)?.some(order => order.action === action && !order.why)) this.give(action, this.id);
  }
}
