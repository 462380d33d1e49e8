/** The report: unpacks the record that stands in the page, and shows it from its beginning to its end. */
import { App } from "../view/app.mjs";
import { Record } from "../view/record.mjs";

const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const packed = Uint8Array.from(atob(String(at("record").textContent)), each => each.charCodeAt(0));
const text = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
const record = new Record({ samples: 1e7, moments: 1e7 });
for (const line of text.split("\n")) if (line) record.acceptText(line);
const app = new App(at("page"), record, {
  live: false,
  control: null,
  hint: "For that start ./berkeley demo --elect --dashboard --network: its page can do it.",
  name: at("page").dataset.name,
});
Object.assign(globalThis, { berkeley: app });
