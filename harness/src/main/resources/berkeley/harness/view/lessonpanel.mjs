/**
 * The panel of lessons: a list of them, or one with its four parts.
 *
 * @import { View } from "./types.mjs"
 * @import { Record } from "./record.mjs"
 * @import { Deed, Lesson } from "./lessons.mjs"
 */
import { each, html, set } from "./dom.mjs";
import { LESSONS, lessonOf, targetOf } from "./lessons.mjs";

/**
 * @typedef {object} Hands what a lesson can do on the page
 * @property {boolean} orders whether nodes take orders
 * @property {boolean} network whether links can be changed
 * @property {string} hint how to have what is missing
 * @property {(action: string, id: string) => void} give
 * @property {(move: NonNullable<Deed["move"]>) => void} move
 */

export class LessonPanel {
  /** @param {Hands} hands @param {(id: string) => void} onChoose an empty id is the list */
  constructor(hands, onChoose) {
    this.hands = hands;
    /** @type {Lesson | null} */
    this.lesson = null;
    this.target = "";
    /** @type {number | null} */
    this.since = null;
    this.guess = -1;
    this.done = false;
    /** Whether what begins it has been done, and is not in the record yet. */
    this.begins = false;
    /** @type {Set<string>} */
    this.passed = new Set();
    this.title = html("h2", { id: "lesson-title" });
    this.list = html(
      "ol",
      { class: "lessons" },
      ...LESSONS.map((lesson, i) =>
        html("li", {}, html("a", { href: "#lesson=" + lesson.id, text: `${i + 1}. ${lesson.title}` }), html("small")),
      ),
    );
    this.list.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const link = /** @type {HTMLElement} */ (event.target).closest("a");
      if (link) {
        event.preventDefault();
        onChoose(String(link.getAttribute("href")).replace("#lesson=", ""));
      }
    });
    this.back = html("button", { type: "button", class: "quiet", text: "All lessons", onclick: () => onChoose("") });
    this.task = html("p");
    this.lack = html("p", { class: "lack" });
    this.deeds = html("div", { class: "row" });
    this.question = html("p");
    this.answers = html("div", { class: "row" });
    this.judged = html("p", { class: "small" });
    this.watch = html("p", { "aria-live": "polite" });
    this.why = html("p");
    this.showWhy = html("button", {
      type: "button",
      text: "Show why",
      onclick: () => {
        this.done = true;
      },
    });
    const card = (/** @type {string} */ title, /** @type {any[]} */ ...parts) => html("div", {}, html("h3", { text: title }), ...parts);
    this.cards = html(
      "div",
      { class: "cards" },
      card("Do this", this.task, this.lack, this.deeds),
      card("Predict", this.question, this.answers, this.judged),
      card("Watch", this.watch),
      card("Why", this.showWhy, this.why),
    );
    this.element = html(
      "section",
      { class: "panel lesson", id: "lesson", "aria-labelledby": "lesson-title" },
      html("div", { class: "lesson-head" }, this.title, this.back),
      this.list,
      this.cards,
    );
  }

  /** @param {string} id */
  choose(id) {
    if ((this.lesson?.id ?? "") === id) return;
    this.lesson = lessonOf(id);
    this.target = "";
    this.since = null;
    this.guess = -1;
    this.done = this.begins = false;
  }

  /** @param {Record} record @param {View} view of the moment that is shown @param {View} now of the newest */
  draw(record, view, now) {
    const lesson = this.lesson;
    set(this.title, "text", lesson ? lesson.title : "Lessons");
    this.list.hidden = Boolean(lesson);
    this.cards.hidden = this.back.hidden = !lesson;
    set(this.element, "data-lesson", lesson?.id ?? "");
    if (!lesson) {
      LESSONS.forEach((each, i) =>
        set(
          this.list.children[i].lastChild,
          "text",
          this.passed.has(each.id) ? "✓ seen" : this.lacks(each) ? "needs a demo" + (each.network ? " with --network" : "") : "",
        ),
      );
      return;
    }
    if ((this.since === null && !this.begins) || !this.target) this.target = targetOf(lesson, now) || this.target;
    const course = { record, view: lesson.orders ? now : view, target: this.target, since: this.since };
    if (!this.done && this.since !== null && lesson.seen(course)) {
      this.done = true;
      this.passed.add(lesson.id);
    }
    set(this.element, "data-state", this.done ? "done" : this.since === null ? "waiting" : "begun");
    set(this.task, "text", lesson.task);
    set(this.lack, "text", this.lacks(lesson) ? this.hands.hint : "");
    this.drawDeeds(lesson);
    set(this.question, "text", lesson.question);
    each(
      this.answers,
      lesson.answers,
      answer => answer,
      answer =>
        html("button", {
          type: "button",
          text: answer,
          onclick: () => {
            this.guess = lesson.answers.indexOf(answer);
          },
        }),
      (button, answer) => set(button, "aria-pressed", String(this.guess === lesson.answers.indexOf(answer))),
    );
    set(
      this.judged,
      "text",
      this.guess < 0
        ? "Pick one, then do it."
        : !this.done
          ? ""
          : this.guess === lesson.right
            ? "✓ So it was."
            : `✕ It was: ${lesson.answers[lesson.right]}.`,
    );
    set(this.watch, "text", (this.passed.has(lesson.id) && this.done ? "✓ " : "") + lesson.watch(course));
    this.showWhy.hidden = this.done;
    this.why.hidden = !this.done;
    set(this.why, "text", lesson.why);
  }

  /** @param {Lesson} lesson */
  drawDeeds(lesson) {
    const deeds = lesson.deeds(this.target || "it");
    each(
      this.deeds,
      deeds,
      deed => String(deeds.indexOf(deed)),
      deed => html("button", { type: "button", "data-deed": deeds.indexOf(deed) }),
      (button, deed) => {
        set(button, "text", deed.label);
        set(button, "aria-disabled", this.lacks(lesson) || !this.target ? "true" : null);
        button.onclick = () => this.act(lesson, deed);
      },
    );
  }

  /** @param {Lesson} lesson @param {Deed} deed */
  act(lesson, deed) {
    if (this.lacks(lesson) || !this.target) return;
    if (deed.begins) this.begins = true;
    if (deed.action) this.hands.give(deed.action, this.target);
    if (deed.move) this.hands.move(deed.move);
  }

  /** Notes from when on the lesson watches. @param {number} at */
  begin(at) {
    if (!this.begins) return;
    this.begins = false;
    this.since = at;
    this.done = false;
  }

  /** @param {Lesson} lesson */
  lacks(lesson) {
    return (lesson.orders && !this.hands.orders) || (lesson.network && !this.hands.network);
  }
}
