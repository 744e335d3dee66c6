// The panels beside the page: findings, outline with word counts, sources.

import { $, make, spot, tell } from "/common.js";

const MOST = 8; // places that a finding lists

export function panels({ open, show, goTo }) {
  let current = -1, shown = []; // the findings in the order of the list

  const where = (place) => `${place.path.replace(/^.*\//, "")}:${place.line}`;
  const link = (text, run, kind = "place") => {
    const button = make("button", kind, text);
    button.type = "button";
    button.addEventListener("click", run);
    return button;
  };

  function finding(one) {
    const item = make("li", one.severity);
    item.append(make("span", "message", one.message));
    if (one.place) {
      item.append(
        make("br"),
        link(where(one.place), () => show(spot(one.place))),
        link("open", () => open(spot(one.place), one.place.line, one.place.column), "open"),
      );
    }
    const related = one.related.filter(Boolean);
    for (const place of related.slice(0, MOST)) item.append(" and ", link(where(place), () => show(spot(place))));
    if (related.length > MOST) item.append(` and ${related.length - MOST} more`);
    if (one.hint) item.append(make("p", "hint", one.hint));
    item.append(make("code", "rule", one.rule));
    return item;
  }

  function list(target, title, findings) {
    target.append(make("h2", "", title), make("ol", "faults", ...findings.map(finding)));
  }

  function outline({ outline: lines, words, limit, rule }) {
    const total = make("p", "total", `${words.toLocaleString("en")} words (${rule})`);
    if (limit) {
      const meter = make("meter");
      Object.assign(meter, { min: 0, max: Math.max(limit, words), high: limit, value: words });
      meter.textContent = `${words} of ${limit}`;
      meter.setAttribute("aria-label", `${words} of ${limit} words`);
      const left = limit - words;
      total.append(left < 0 ? `, ${-left} above the limit of ${limit.toLocaleString("en")}` : `, ${left.toLocaleString("en")} left of ${limit.toLocaleString("en")}`, make("br"), meter);
    }
    const items = lines.map((line) => {
      const button = link(`${line.number} ${line.title}`.trim(), () => goTo(line.id), "heading");
      const item = make("li", "level-" + line.level, button);
      if (line.words !== null) item.append(make("span", "words", line.words.toLocaleString("en")));
      return item;
    });
    $("outline").replaceChildren(total, make("ol", "outline", ...items));
  }

  function source(one) {
    const item = make("li");
    const text = make("p", "entry");
    if (one.html) text.append(...new DOMParser().parseFromString(one.html, "text/html").body.childNodes);
    else text.append(one.title);
    for (const anchor of text.querySelectorAll("a")) Object.assign(anchor, { target: "_blank", rel: "noreferrer" });
    const mark = `[@${one.key}, ]`;
    item.append(text, link(`copy ${mark}`, async () => {
      try { await navigator.clipboard.writeText(mark); tell(`${mark} was copied`); } catch { tell(mark); }
    }, "copy"));
    for (const lack of one.lacks) item.append(make("p", "lack", lack));
    if (one.cited.length) {
      const places = one.cited.map((place) => link(place.replace(/-\d+$/, "").replace(/^.*\//, ""), () => show(place)));
      item.append(make("p", "cited", `cited ${one.cited.length} time${one.cited.length > 1 ? "s" : ""}: `, ...places));
    } else item.append(make("p", "cited", "not cited"));
    return item;
  }

  return {
    list,
    fill(said) {
      const findings = said.findings;
      $("findings").replaceChildren();
      current = -1;
      const errors = findings.filter((one) => one.severity === "error");
      const rest = findings.filter((one) => one.severity !== "error");
      shown = [...errors, ...rest];
      if (errors.length) list($("findings"), "To be mended before handing in", errors);
      if (rest.length) list($("findings"), "To be looked at", rest);
      if (!findings.length) $("findings").append(make("p", "fine", "Nothing found."));
      if (said.failed) return;
      outline(said);
      $("sources").replaceChildren(make("ol", "sources", ...said.sources.map(source)));
    },
    /** The place of the finding that was gone to last, until something else is gone to. */
    current() { return shown[current]?.place; },
    leave() {
      $("findings").querySelector(".current")?.classList.remove("current");
      current = -1;
    },
    next(step) {
      const items = [...$("findings").querySelectorAll("li")];
      if (!items.length) return;
      items[current]?.classList.remove("current");
      current = (current + step + items.length) % items.length;
      items[current].classList.add("current");
      items[current].scrollIntoView({ block: "nearest" });
      items[current].querySelector(".place")?.click();
    },
  };
}
