/**
 * Orders for the whole cluster, and what became of the newest order. An order is shown as sent at once; the stage shows it only when the record has it.
 *
 * @import { Control } from "./app.mjs"
 * @import { Order } from "./faults.mjs"
 */
import { each, html, set } from "./dom.mjs";

export class Orders {
  /** @param {Control | null} control @param {() => (Order & {id: string})[]} all */
  constructor(control, all) {
    this.control = control;
    this.all = all;
    this.answer = html("output", { id: "done", "aria-live": "polite" });
    this.list = html("div", { class: "row" });
    this.hint = html("span", {
      class: "small",
      id: "no-network",
      text:
        "Press a clock for what can be done to it." +
        (control && !control.network ? " Delays and splits come with demo --dashboard --network." : ""),
    });
    this.element = html(
      "section",
      { class: "panel orders", id: "controls", "aria-label": "Do something to the cluster", hidden: !control },
      this.list,
      this.hint,
      this.answer,
    );
  }

  draw() {
    if (!this.control) return;
    each(
      this.list,
      this.all(),
      order => order.action,
      order => html("button", { type: "button", "data-action": order.action }, html("span"), html("small")),
      (button, order) => {
        set(button, "aria-disabled", order.why ? "true" : null);
        set(button.firstChild, "text", order.label);
        set(button.lastChild, "text", order.why ? ` – ${order.why}` : "");
        button.onclick = () => {
          if (!order.why) this.give(order.action, order.id);
        };
      },
    );
  }

  /** @param {string} action @param {string} id */
  async give(action, id) {
    if (!this.control) return;
    set(this.answer, "class", "");
    set(this.answer, "text", `sent: ${action}${id ? " " + id : ""} …`);
    const done = await this.control.give(action, id);
    set(this.answer, "class", done.ok ? "" : "refused");
    set(this.answer, "text", done.text);
  }
}
