// The preview: listens to the server, keeps the page, the printed pages and the panels as they are.

import { cards } from "/cards.js";
import { $, hear, parts, recall, remember, spot, tabs, tell, token } from "/common.js";
import { page } from "/page.js";
import { pages } from "/pages.js";
import { panels } from "/panels.js";
import { underline } from "/underline.js";

const frame = $("report");
const report = () => frame.contentDocument;
let findings = [], edited = ""; // the place of the newest edit
let busy = new Promise((ready) => { // everything waits for the frame, then for what came before
  if (report()?.readyState === "complete" && report().URL !== "about:blank") ready();
  else frame.addEventListener("load", ready, { once: true });
}).then(() => listen());
window.octavo = { changes: 0 }; // how often the page was exchanged: for who tests it

const screen = page(frame, () => {
  underline(report(), findings);
  window.octavo.changes++;
});

// --- from the page to the source ---------------------------------------------------------------

async function open(place, line, column = 1) {
  const { path, first } = parts(place);
  const asked = new URLSearchParams({ path, line: line ?? first, column });
  const answer = await fetch("/open?" + asked, { method: "POST", headers: { "X-Octavo-Token": token } }).catch(() => null);
  if (!answer?.ok) return tell("the preview does not answer; start it again in the terminal");
  const { copied } = await answer.json();
  if (!copied) return tell("opened " + path);
  try {
    await navigator.clipboard.writeText(copied);
    tell(`${copied} was copied (name your editor in the settings to open it)`);
  } catch {
    tell(copied);
  }
}

/** Bring a place into sight; what stands on no page is opened. */
function show(place) {
  const view = $("view-screen").hidden ? print : screen;
  if (!view.show(place)) open(place);
}

/** Bring a heading into sight. */
function goTo(id) {
  const heading = report().getElementById(id);
  if ($("view-screen").hidden) print.show(heading?.dataset.at);
  else heading?.scrollIntoView();
}

function listen() {
  for (const kind of ["click", "focusin"]) report().addEventListener(kind, panel.leave);
  report().addEventListener("dblclick", (event) => {
    const block = event.target.closest("[data-at]");
    if (block) open(block.dataset.at);
  });
  report().addEventListener("keydown", keys);
  report().addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault(); // the report stays; the other page opens beside it
    if (link.origin !== location.origin) window.open(link.href, "_blank", "noopener");
  });
  card.listen(report());
  paint();
}

// --- the shell ---------------------------------------------------------------------------------

const print = pages({ open });
const panel = panels({ open, show, goTo });
const card = cards(frame);
tabs(document.querySelector(".bar .views"), (name) => {
  if (name !== "view-print") return;
  print.shown();
  const place = screen.reading();
  if (place) print.show(place, false);
});
tabs(document.querySelector("#side .views"));

function alone(hidden) {
  document.body.classList.toggle("alone", hidden);
  $("toggle").setAttribute("aria-expanded", String(!hidden));
  remember("alone", hidden ? "yes" : "no");
}
$("toggle").addEventListener("click", () => alone(!document.body.classList.contains("alone")));
if ((recall("alone") || (matchMedia("(max-width: 48rem)").matches ? "yes" : "no")) === "yes") alone(true);

const SCHEMES = [["", "◐", "as the system"], ["light", "○", "light"], ["dark", "●", "dark"]];
let scheme = Math.max(0, SCHEMES.findIndex(([name]) => name === recall("scheme")));
function paint() {
  const [name, sign, said] = SCHEMES[scheme];
  document.documentElement.style.colorScheme = name || "light dark";
  frame.style.colorScheme = name || "light dark";
  Object.assign($("scheme"), { textContent: sign, title: "Colours: " + said });
  $("scheme").setAttribute("aria-label", "Colours: " + said);
  remember("scheme", name);
}
$("scheme").addEventListener("click", () => { scheme = (scheme + 1) % SCHEMES.length; paint(); });

function keys(event) {
  if (event.key === "F8") { event.preventDefault(); panel.next(event.shiftKey ? -1 : 1); }
  if (event.key === "F2") { event.preventDefault(); edit(); }
  if (event.key === "F6") { event.preventDefault(); across(); }
  if (event.key === "Escape") card.close();
}
document.addEventListener("keydown", keys);

/** To the panels and back, without all the links of the report between. */
function across() {
  if ($("side").contains(document.activeElement)) return ($("view-screen").hidden ? $("view-print") : frame).focus();
  alone(false);
  document.querySelector("#side [role=tab][aria-selected=true]").focus();
}

function edit() {
  const finding = panel.current();
  if (finding) return open(spot(finding), finding.line, finding.column);
  const place = ($("view-screen").hidden ? print : screen).place();
  if (place) open(place);
}

const number = (n) => n.toLocaleString("en");
const count = (n, word) => n ? `${number(n)} ${word}${n > 1 ? "s" : ""}` : "";

function noted(said) {
  const known = findings.length + " " + $("failed").hidden;
  findings = said.findings;
  panel.fill(said);
  underline(report(), findings);
  const errors = findings.filter((one) => one.severity === "error").length;
  const warnings = findings.length - errors;
  $("count").textContent = number(findings.length);
  $("plural").hidden = findings.length === 1;
  document.body.dataset.worst = errors ? "error" : warnings ? "warning" : "fine";
  const time = new Date(said.at * 1000).toLocaleTimeString([], { hour12: false });
  const took = said.took < 1000 ? `${said.took} ms` : `${(said.took / 1000).toFixed(1)} s`;
  const words = said.words === undefined ? "" : number(said.words) + (said.limit ? ` of ${number(said.limit)}` : "") + " words";
  const faults = [count(errors, "error"), count(warnings, "warning")].filter(Boolean);
  $("state").textContent = [...faults, words, `built ${time} in ${took}`].filter(Boolean).join(" · ");
  if (said.title) { document.title = said.title; $("title").textContent = said.title; }
  $("failed").hidden = !said.failed;
  $("failed").replaceChildren();
  if (said.failed) panel.list($("failed"), "The report cannot be built; below is the last one that could.", findings);
  if (known !== findings.length + " " + $("failed").hidden) hear(faults.join(", ") || "nothing found");
}

// --- what the server says ----------------------------------------------------------------------

const line = new EventSource("/events");
const on = (kind, run) => line.addEventListener(kind, (event) => {
  const said = JSON.parse(event.data);
  busy = busy.then(() => run(said)).catch((error) => tell(String(error)));
});
on("hello", (said) => { if (said.token !== token) location.reload(); }); // it was started anew
on("replaced", (said) => { edited = said.at; return screen.whole(said.at); });
on("changed", (said) => { edited = said.at; return screen.change(said); });
on("notes", noted);
on("printing", print.waiting);
on("reprinted", (said) => print.ahead(said, edited));
on("printed", print.fill);
on("unprinted", print.failed);
on("reading", () => { $("state").textContent = "reading …"; });
line.onerror = () => {
  const ended = "the preview has ended; start it again in the terminal";
  $("state").textContent = ended;
  document.body.dataset.worst = "ended";
  print.failed({ failed: ended });
};
