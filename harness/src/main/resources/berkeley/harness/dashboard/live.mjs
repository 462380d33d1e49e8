/**
 * The live page: takes the lines of the record as the server sends them, and gives orders to a demonstration's nodes. When the tab is in the background
 * its connection is closed, and it goes on where it was afterwards; what is shown, paused or not, stays.
 */
import { App } from "../view/app.mjs";
import { Record } from "../view/record.mjs";

const RETRY_MS = 1500,
  STALE_MS = 4000,
  LOOK_MS = 500;
const meta = (/** @type {string} */ name) => /** @type {HTMLMetaElement} */ (document.querySelector(`meta[name=berkeley-${name}]`)).content;
const authority = takeAuthority();

let record = new Record(),
  retry = 0,
  heardMs = performance.now();
/** @type {EventSource | null} */
let stream = null;

const control = authority ? { network: Boolean(meta("network")), give } : null;
const app = new App(/** @type {HTMLElement} */ (document.getElementById("page")), record, {
  live: true,
  control,
  hint: meta("controls")
    ? "For that open the address that the command printed: it carries the authority to give orders."
    : "For that start ./berkeley demo --elect --dashboard --network: its page can do it.",
});
Object.assign(globalThis, { berkeley: app }); // for whoever looks into it from the console

/**
 * Returns the authority to give orders, which the printed address carries; empty where there is none. It is kept for this tab, so that the page can be
 * loaded again, and taken out of the address, so that a copied link does not pass it on.
 */
function takeAuthority() {
  if (!meta("controls")) return "";
  const link = new URLSearchParams(location.hash.slice(1)),
    given = link.get("authority");
  if (given) {
    sessionStorage.setItem("authority", given);
    link.delete("authority");
    history.replaceState(null, "", "#" + link);
  }
  return sessionStorage.getItem("authority") ?? "";
}

/** Loads what has been so far, and follows. */
async function begin() {
  clearTimeout(retry);
  stream?.close();
  try {
    const answer = await fetch("history", { cache: "no-store" });
    if (!answer.ok) throw new Error(await answer.text());
    const next = new Record();
    for (const line of (await answer.text()).split("\n")) if (line) next.acceptText(line);
    const isSameRun =
      next.header?.start_ticks_ns === record.header?.start_ticks_ns && next.header?.started_utc === record.header?.started_utc;
    record = next;
    app.update(record, isSameRun);
    follow();
  } catch (problem) {
    lost();
  }
}

function follow() {
  stream?.close();
  stream = new EventSource("live?after=" + encodeURIComponent(record.mark));
  heardMs = performance.now();
  stream.onopen = () => app.say(null);
  stream.onmessage = message => {
    heardMs = performance.now();
    record.mark = message.lastEventId;
    record.acceptText(message.data);
    app.say(null);
  };
  stream.addEventListener("anew", begin);
  stream.onerror = lost;
}

/** The server has gone, or has too many viewers: says so and tries again. */
function lost() {
  stream?.close();
  stream = null;
  app.say({ kind: "lost", text: "no answer from the server, trying again" });
  clearTimeout(retry);
  retry = setTimeout(begin, RETRY_MS);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    stream?.close();
    stream = null;
    clearTimeout(retry);
  } else if (!stream) {
    if (record.mark) follow();
    else begin();
  }
});

setInterval(() => {
  const silent = performance.now() - heardMs;
  if (stream && silent > STALE_MS && !record.ended && record.newest > 0 && app.view.status.kind !== "none")
    app.say({ kind: "waiting", text: `nothing new for ${Math.round(silent / 1000)} s; before that ${app.view.status.text}` });
}, LOOK_MS);

/** @param {string} action @param {string} id */
async function give(action, id) {
  try {
    const answer = await fetch("faults", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Berkeley-Token": authority },
      body: JSON.stringify({ action, id }),
    });
    return answer.ok ? { ok: true, text: (await answer.json()).text } : { ok: false, text: (await answer.text()).trim() };
  } catch (problem) {
    return { ok: false, text: "no answer from the server" };
  }
}

begin();
