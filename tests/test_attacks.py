"""Each attack breaks out of the plain chain, and gets nowhere here.

The attacks are in cases/security/attacks.toml. What counts as broken out is the same for both: a
secret planted outside the manuscript in any output, a request that a server on this computer sees,
a page that would run or load something, a PDF that does more than link.
"""

from __future__ import annotations

import http.server
import io
import re
import shutil
import threading
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import plain_chain
import pypdfium2
import pytest

from octavo import pipeline, policy
from octavo.memory import Memory
from octavo.model import Build

CASES = Path(__file__).parent / "cases" / "security" / "attacks.toml"
ATTACKS: dict[str, dict[str, Any]] = tomllib.loads(CASES.read_text("utf-8"))
SECRET = "planted-outside-4711"
PLANTED = {
    "secret.txt": SECRET,
    "secret.svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="30">'
    f'<text x="0" y="20">{SECRET}</text></svg>',
    "secret.css": f'p::after {{content: "{SECRET}"}}',
    "secret.bib": f"@book{{secret, author={{A, B}}, title={{{SECRET}}}, year=1990}}",
    "secret.csv": f"name,value\n{SECRET},3\n",
    "secret.csl": SECRET,
}
LOADING = {
    "animate",
    "base",
    "embed",
    "form",
    "frame",
    "iframe",
    "input",
    "link",
    "object",
    "video",
    "audio",
}
SOURCES = ("srcset", "poster", "background", "data", "ping", "action", "formaction", "manifest")
PICTURE = re.compile(r"data:image/(?!svg)|data:image/svg\+xml;base64,")
HARMLESS = ("#", "http://", "https://", "mailto:")


class Listener:
    """A web server on the loopback interface that remembers who asked for what."""

    def __init__(self) -> None:
        seen = self.seen = list[str]()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                seen.append(self.path)
                self.send_response(302 if self.path == "/redirected" else 200)
                self.send_header("Location", "/inner")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.server.shutdown()
    one.server.server_close()


class _Page(HTMLParser):
    """Collects what in a page would run, load or lead astray."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy: str | None = None  # once it is met, scripts and loading are forbidden
        self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = self.policy or given["content"]
            self.found += [] if given["content"] == policy.rules() else ["another policy"]
        elif tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.found.append("refresh")
        elif not self.policy:
            self.found += [name for name in given if name.startswith("on")]
            if tag in (*LOADING, "script"):
                self.found.append(tag)
        self.script = tag == "script"
        href = given.get("href", "")
        if tag == "a" and "href" in given and not href.lower().startswith(HARMLESS):
            self.found.append(f"link to {href}")
        if "src" in given and not PICTURE.match(given["src"]):
            self.found.append(f"source {given['src']}")
        self.found += [f"{name} of {tag}" for name in given if name in SOURCES]


def broken_out(html: str, pdf: bytes, folder: Path, seen: list[str]) -> list[str]:
    """What got in or out."""
    page = _Page()
    page.feed(html)
    streams = b"\n".join([html.encode(), pdf, *_streams(pdf), _text(pdf).encode()])
    found = [f"request for {path}" for path in seen] + page.found
    found += ["the secret"] if SECRET.encode() in streams else []
    typed = "".join(path.read_text("utf-8", "replace") for path in folder.rglob("*.*"))
    told = str(folder.parent) in typed  # the page may say what the manuscript itself does
    found += ["a path of the machine"] if str(folder).encode() in streams and not told else []
    names = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/GoToR", b"/SubmitForm")
    found += [name.decode() for name in names if name in streams]
    for target in re.findall(rb"/URI\s*\(((?:\\.|[^()\\])*)\)", streams):
        found += [] if target.startswith(tuple(h.encode() for h in HARMLESS)) else [str(target)]
    return found


def broken_out_of_docx(built: Build, folder: Path) -> list[str]:
    """What of the outside, or which link that is none of the web's, stands in the Word document."""
    found = []
    for output in (output for output in built.outputs if output.name.endswith(".docx")):
        with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
            for name in archive.namelist():
                data = archive.read(name)
                found += [f"secret in {name}"] if SECRET.encode() in data else []
                links = re.findall(rb'Target="([^"]*)"[^>]*TargetMode="External"', data)
                links += re.findall(rb'TargetMode="External"[^>]*Target="([^"]*)"', data)
                found += [str(to) for to in links if not to.decode().startswith(HARMLESS)]
    return found


def _streams(pdf: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            yield found[1]


def _text(pdf: bytes) -> str:
    if not pdf:
        return ""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def manuscript(folder: Path, attack: dict[str, Any], listener: Listener) -> dict[str, Any]:
    """Write the attack's files and what lies around them; returns it with its places filled in."""

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: filled(text) for name, text in value.items()}
        if not isinstance(value, str):
            return value
        host = listener.address.removeprefix("http:")
        places = {"ADDRESS": listener.address, "HOST": host, "PORT": host.rpartition(":")[2]}
        for name, place in {**places, "OUTSIDE": str(folder.parent)}.items():
            value = value.replace(name, place)
        return value

    attack = filled(attack)
    folder.mkdir()
    for name, text in PLANTED.items():
        (folder.parent / name).write_text(text, "utf-8")
    title = attack.get("title", "A")
    files = {"01-one.md": attack["text"], **attack.get("files", {})}
    files["report.toml"] = f"title = {title!r}\n{attack.get('settings', '')}\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for name, target in attack.get("links", {}).items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(folder.parent / target)
    return attack


def _outputs(built: Build) -> tuple[str, bytes]:
    data = {Path(output.name).suffix: output.data for output in built.outputs}
    assert all("/" not in output.name and "\\" not in output.name for output in built.outputs)
    return data.get(".html", b"").decode(), data.get(".pdf", b"")


@pytest.fixture(scope="module")
def memory() -> list[Memory]:
    """What one build leaves for the next: of citation styles, which take most of the time."""
    return [Memory()]


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manuscript's, always of one name, in an empty folder around it."""
    around = tmp_path_factory.getbasetemp() / "outside"
    shutil.rmtree(around, ignore_errors=True)
    around.mkdir()
    return around / "paper"


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gets_nowhere(
    name: str, folder: Path, listener: Listener, memory: list[Memory]
) -> None:
    manuscript(folder, ATTACKS[name], listener)
    listener.seen.clear()
    built = pipeline.build(folder, ("html", "pdf", "docx"), memory=memory[0])
    memory[0] = memory[0].next()
    found = broken_out(*_outputs(built), folder, listener.seen)
    attaches = "attach_sources" in ATTACKS[name].get("settings", "")
    assert found == ["/EmbeddedFile"] * attaches
    assert all(SECRET not in f"{f.message}{f.hint}{f.span and f.span.text}" for f in built.findings)
    assert broken_out_of_docx(built, folder) == []
    assert built.outputs or built.findings


OPEN = [name for name, attack in ATTACKS.items() if "closed" not in attack]


@pytest.mark.parametrize("name", OPEN)
def test_the_same_attack_breaks_out_of_the_plain_chain(
    name: str, folder: Path, listener: Listener
) -> None:
    attack = manuscript(folder, ATTACKS[name], listener)
    listener.seen.clear()
    template = "mine.html" if "template" in attack.get("settings", "") else ""
    title, text = attack.get("title", "A"), attack["text"]
    html, pdf = plain_chain.build(
        folder, title, text, template, as_template=attack.get("template", False)
    )
    assert broken_out(html, pdf, folder, listener.seen)
