// The preview: listens to the server, keeps the page, the printed pages and the panels as they are.

import { cards } from "/cards.js";
import { $, tabs, tell, token, at } from "/common.js";
import { morph } from "/morph.js";
import { pages } from "/pages.js";
import { panels } from "/panels.js";
import { underline } from "/underline.js";

const frame = $("report");
let version = 0, head = "", body = "", findings = [];
let busy = new Promise((ready) => { // everything waits for the frame, then for what came before
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") ready();
  else frame.addEventListener("load", ready, { once: true });
}).then(() => listen());
window.octavo = { changes: 0 }; // how often the page was exchanged: for who tests it

const report = () => frame.contentDocument;

// --- the page ----------------------------------------------------------------------------------

async function whole(place) {
  const page = await (await fetch("/page")).json();
  if (page.version === version) return;
  const same = head === page.head;
  ({ version, head, body } = page);
  if (same) return put(place);
  const seen = reading();
  const made = new DOMParser().parseFromString(head + body + "</body></html>", "text/html");
  const root = report().documentElement;
  report().replaceChild(report().adoptNode(made.documentElement), root);
  restore(seen);
  done(place, []);
}

function put(place) {
  const made = new DOMParser().parseFromString("<body>" + body, "text/html");
  const seen = reading();
  const changed = morph(report().body, made.body);
  restore(seen);
  done(place, changed);
}

function done(place, changed) {
  const marked = new Set(changed.map(blockOf).filter(Boolean));
  if (place) follow(place);
  for (const block of marked) mark(block);
  underline(report(), findings);
  window.octavo.changes++;
}

// What the reader looks at must not move, whatever grows or shrinks above it.
function reading() {
  const view = frame.contentWindow;
  const first = [...report().querySelectorAll("[data-at], h1, p")].find((one) => one.getBoundingClientRect().bottom > 0);
  return { first, top: first?.getBoundingClientRect().top, y: view.scrollY, at: first?.dataset.at };
}

function restore({ first, top, y, at: place }) {
  const view = frame.contentWindow;
  let now = first?.isConnected && first.ownerDocument === report() ? first : null;
  if (!now && place) now = report().querySelector(`[data-at="${CSS.escape(place)}"]`);
  if (now) view.scrollBy(0, now.getBoundingClientRect().top - top);
  else view.scrollTo(0, y);
}

// An edit in what is in sight leaves the page where it is; one elsewhere brings it there.
function follow(place) {
  const block = at(report(), place);
  if (!block) return;
  const height = frame.contentWindow.innerHeight;
  const section = (block.closest("main section, .notes li") ?? block).getBoundingClientRect();
  const near = section.top < height && section.bottom > 0;
  if (!near) block.scrollIntoView({ block: "center" });
}

const blockOf = (element) => element.closest?.("[data-at]") ?? element;

function mark(block) {
  const colour = "rgb(250 204 70 / 45%)";
  block.animate([{ backgroundColor: colour }, { backgroundColor: colour, offset: 0.3 }, {}], 1800);
}

// --- from the page to the source ---------------------------------------------------------------

async function open(place, line, column = 1) {
  const [path, lines] = [place.slice(0, place.lastIndexOf(":")), place.slice(place.lastIndexOf(":") + 1)];
  const asked = new URLSearchParams({ path, line: line ?? parseInt(lines), column });
  const answer = await fetch("/open?" + asked, { method: "POST", headers: { "X-Octavo-Token": token } });
  const { copied } = await answer.json();
  if (!copied) return tell("opened " + path);
  try {
    await navigator.clipboard.writeText(copied);
    tell(`${copied} was copied (name your editor in the settings to open it)`);
  } catch {
    tell(copied);
  }
}

function show(place) {
  if ($("view-screen").hidden) return print.show(place);
  const block = at(report(), place);
  if (block) { block.scrollIntoView({ block: "center" }); mark(block); }
}

function listen() {
  report().addEventListener("dblclick", (event) => {
    const block = event.target.closest("[data-at]");
    if (block) open(block.dataset.at);
  });
  report().addEventListener("keydown", keys);
  report().addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin === location.origin) return;
    event.preventDefault(); // the report stays; the other page opens beside it
    window.open(link.href, "_blank", "noopener");
  });
  card.listen(report());
  paint();
}

// --- the shell ---------------------------------------------------------------------------------

const print = pages({ open });
const panel = panels({ open, show, report });
const card = cards(frame);
tabs(document.querySelector(".bar .views"), (name) => { if (name === "view-print") print.shown(); });
tabs(document.querySelector("#side .views"));

$("toggle").addEventListener("click", () => {
  const hidden = document.body.classList.toggle("alone");
  $("toggle").setAttribute("aria-expanded", String(!hidden));
});
if (matchMedia("(max-width: 48rem)").matches) $("toggle").click();

const SCHEMES = [["", "◐", "as the system"], ["light", "○", "light"], ["dark", "●", "dark"]];
let scheme = 0;
function paint() {
  const [name, sign, said] = SCHEMES[scheme];
  document.documentElement.style.colorScheme = name || "light dark";
  frame.style.colorScheme = name || "light dark";
  Object.assign($("scheme"), { textContent: sign, title: "Colours: " + said });
  $("scheme").setAttribute("aria-label", "Colours: " + said);
}
$("scheme").addEventListener("click", () => { scheme = (scheme + 1) % SCHEMES.length; paint(); });

function keys(event) {
  if (event.key === "F8") { event.preventDefault(); panel.next(event.shiftKey ? -1 : 1); }
  if (event.key === "Escape") card.close();
}
document.addEventListener("keydown", keys);

function noted(said) {
  findings = said.findings;
  panel.fill(said);
  underline(report(), findings);
  const errors = findings.filter((one) => one.severity === "error").length;
  const warnings = findings.length - errors;
  $("count").textContent = findings.length;
  document.body.dataset.worst = errors ? "error" : warnings ? "warning" : "fine";
  const time = new Date(said.at * 1000).toLocaleTimeString([], { hour12: false });
  const count = (n, word) => n ? `${n} ${word}${n > 1 ? "s" : ""}` : "";
  const words = said.words === undefined ? "" : said.words.toLocaleString("en") + (said.limit ? ` of ${said.limit.toLocaleString("en")}` : "") + " words";
  $("state").textContent = [count(errors, "error"), count(warnings, "warning"), words, `built ${time} in ${said.took} ms`].filter(Boolean).join(" · ");
  if (said.title) { document.title = said.title; $("title").textContent = said.title; }
  $("failed").hidden = !said.failed;
  $("failed").replaceChildren();
  if (said.failed) panel.list($("failed"), "The report cannot be built; below is the last one that could.", findings);
}

const line = new EventSource("/events");
const on = (kind, run) => line.addEventListener(kind, (event) => {
  const said = JSON.parse(event.data);
  busy = busy.then(() => run(said)).catch((error) => tell(String(error)));
});
on("replaced", (said) => whole(said.at));
on("changed", (said) => {
  if (said.version !== version + 1) return whole(said.at);
  version = said.version;
  body = body.slice(0, said.start) + said.text + body.slice(said.end);
  return put(said.at);
});
on("notes", noted);
on("printing", print.waiting);
on("printed", print.fill);
on("unprinted", print.failed);
line.onerror = () => { $("state").textContent = "the preview has ended; start it again in the terminal"; };
