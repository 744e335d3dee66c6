"""Have three checkers judge HTML pages, each of which sees what the others do not.

html-validate and the Nu HTML checker (vnu) read the file; axe looks at what a browser makes of it.
They are packages of npm, found among those installed for everybody; nothing is fetched here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import verapdf
from browser import Browser, Tab

# What html-validate calls an error and the standard does not: any sign but a space may stand in an
# id (HTML, 3.2.6), and a picture's own width can only be said where it stands.
RULES = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "valid-id": ["error", {"relaxed": True}],
        "no-inline-style": ["error", {"allowedProperties": ["width"]}],
    },
}
# What vnu says of good pages. It holds scripts against no hash of a policy and knows no "data:" in
# one: the browser itself is asked about the policy. And sections are as high as the report's title
# in their tree of headings, which is a matter of taste.
NOT_FAULTS = (
    "Content Security Policy (meta tag)",
    "Consider using the “h1” element as a top-level",
)


@cache
def package(name: str) -> Path | None:
    """The folder of one of npm's packages that are installed for everybody, if it is there."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    said = subprocess.run([npm, "root", "--global"], capture_output=True, text=True, check=False)
    folder = Path(said.stdout.strip()) / name
    return folder if said.returncode == 0 and folder.is_dir() else None


def missing(name: str, *programs: str) -> str:
    """What a checker cannot run without and is not there; "" if it can run."""
    lacking = [program for program in programs if shutil.which(program) is None]
    if package(name) is None:
        lacking.append(f"npm's package {name}")
    return f"not installed: {', '.join(lacking)}" if lacking else ""


def html_validate(files: Sequence[Path], folder: Path) -> list[str]:
    """What html-validate finds in pages; `folder` takes its settings."""
    settings = folder / "htmlvalidate.json"
    settings.write_text(json.dumps(RULES), encoding="utf-8")
    tool = package("html-validate")
    assert tool
    command = ["node", str(tool / "bin" / "html-validate.mjs"), "--formatter", "json"]
    command += ["--config", str(settings), *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.stdout, said.stderr
    return [
        f"{Path(page['filePath']).name}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for page in json.loads(said.stdout)
        for fault in page["messages"]
    ]


def vnu(files: Sequence[Path]) -> list[str]:
    """What the Nu HTML checker finds in pages."""
    tool = package("vnu-jar")
    assert tool
    jar = tool / "build" / "dist" / "vnu.jar"
    command = [*verapdf.JAVA, "-Xss16m", "-jar", str(jar), "--format", "json", *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return [
        f"{fault['url'].rpartition('/')[2]}:{fault.get('lastLine')}: {fault['message']}"
        for fault in json.loads(said.stderr)["messages"]
        if not any(each in fault["message"] for each in NOT_FAULTS)
    ]


def axe(tab: Tab) -> list[str]:
    """What axe finds in the page that a tab shows."""
    tool = package("axe-core")
    assert tool
    tab.run(f"{(tool / 'axe.min.js').read_text('utf-8')}; true")
    found = tab.run("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:120]}"
        for fault in found
        for node in fault["nodes"]
    ]


def shown(browser: Browser, file: Path, width: int, colours: str, place: str = "") -> Tab:
    """A tab with a page, so many pixels wide, in "light" or "dark" colours, opened at a place.

    What the page's policy forbids in it is kept in `refused`.
    """
    tab = browser.tab("about:blank", width)
    tab.ask("Page.addScriptToEvaluateOnNewDocument", source=LISTEN)
    preference: Mapping[str, Any] = {"name": "prefers-color-scheme", "value": colours}
    tab.ask("Emulation.setEmulatedMedia", features=[preference])
    tab.ask("Page.navigate", url=file.as_uri() + place)
    tab.wait("document.readyState === 'complete' && location.protocol === 'file:'")
    return tab


LISTEN = """window.refused = []
addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective))"""
