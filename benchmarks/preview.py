"""Times the preview from a save to the changed page in a browser: python benchmarks/preview.py

For the built-in essay and the sizes S and M: the median and the slowest tenth of 20 saves until the
new words stand in the page, and with --print of 5 until they stand in the printed pages. The
browser itself says when the page changed. mkdocs and Zensical, where they are on the PATH, preview
the same text in the same run. With --edits 500 it makes so many edits instead, and prints the
memory before and after, and whether the page is the one that a fresh start shows.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests"), str(HERE)]

import manuscripts  # noqa: E402 - they lie beside
from browser import Browser, Tab  # noqa: E402

PORT = 8431
SAVES, PRINTS = 20, 5
PEERS = {"mkdocs": ("serve", "-q", "--livereload", "-a"), "zensical": ("serve", "-a")}
OCTAVO = "import sys; from octavo.cli import main; sys.exit(main(sys.argv[1:]))"
PAGE = "document.getElementById('report').contentDocument"
SHOWN = f"{PAGE}.body.textContent.includes('%s')"
# When a word is in the body, in milliseconds by the browser's clock.
WATCH = """window.seen = new Promise((resolve) => new MutationObserver(() => {
    const now = performance.timeOrigin + performance.now();
    if (BODY.textContent.includes("WORD")) resolve(now);
}).observe(BODY, {subtree: true, childList: true, characterData: true})), true"""
# A page that was loaded anew watches no more: its words are there when it has been read.
READ = 'performance.timeOrigin + performance.getEntriesByType("navigation")[0].domInteractive'
SEEN = f'window.seen ?? (BODY.textContent.includes("WORD") ? {READ} : 0)'
SHEETS = "[...document.querySelectorAll('.sheet')].map((one) => one.page.picture).join()"


def main() -> None:
    """Print a table, or the outcome of many edits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=0)
    parser.add_argument("--print", action="store_true", help="the printed pages too")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        Browser(Path(name) / "browser") as browser,
    ):
        for text in ("essay", "S", "M"):
            folder = made(text, Path(name) / text)
            if options.edits:
                if text == "essay":
                    many(folder, options.edits, browser)
                continue
            with serving([sys.executable, "-c", OCTAVO, *octavo(folder)], HERE.parent):
                row(text, "Octavo", saves(folder, browser))
                if options.print:
                    row(text, "Octavo, printed", prints(folder, browser))
            for peer, arguments in PEERS.items():
                if program := shutil.which(peer):
                    site = for_mkdocs(folder, Path(name) / f"{text}-{peer}")
                    with serving([program, *arguments, f"127.0.0.1:{PORT}"], site):
                        row(text, peer, saves(site / "docs", browser, "document.body"))


def made(text: str, folder: Path) -> Path:
    """The manuscript of a size, or a copy of the essay."""
    if text == "essay":
        shutil.copytree(HERE.parent / "sections", folder)
    else:
        manuscripts.write(manuscripts.SIZES[text], folder)
    return folder


def octavo(folder: Path) -> list[str]:
    """The arguments that begin a preview."""
    return ["preview", str(folder), "--no-browser", "--port", str(PORT)]


def for_mkdocs(folder: Path, site: Path) -> Path:
    """The same sections as one page: mkdocs builds a page a file, and shows only that."""
    (site / "docs").mkdir(parents=True)
    for path in sorted(folder.glob("*.md")):
        shutil.copy(path, site / "docs" / path.name)
    (site / "docs" / "index.md").write_text("# Report\n", "utf-8")
    (site / "mkdocs.yml").write_text("site_name: Report\n", "utf-8")
    return site


@contextmanager
def serving(command: list[str], folder: Path) -> Iterator[int]:
    """Run a server; gives its process id."""
    import urllib.request

    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=sys.stderr)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=60).read()
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def saves(folder: Path, browser: Browser, body: str = f"{PAGE}.body") -> list[float]:
    """Milliseconds from each save to the new words in the page."""
    path = sorted(folder.glob("*.md"))[3]
    address = f"http://127.0.0.1:{PORT}/" + ("" if "report" in body else f"{path.stem}/")
    tab = browser.tab(address)
    tab.wait(f"{body}.textContent.length > 2000")
    time.sleep(2)
    return [timed(path, number, tab, body) for number in range(SAVES)]


def timed(path: Path, number: int, tab: Tab, body: str) -> float:
    """One save, and how long it took."""
    text = path.read_text("utf-8").split(" ")
    word = f"zx{time.monotonic_ns()}"
    text[len(text) // 2 + number] += f" {word}"
    tab.wait(WATCH.replace("BODY", body).replace("WORD", word))
    begun = time.time() * 1000
    path.write_text(" ".join(text), "utf-8")
    shown: float = tab.wait(SEEN.replace("BODY", body).replace("WORD", word))
    time.sleep(0.7)
    return shown - begun


def prints(folder: Path, browser: Browser) -> list[float]:
    """Milliseconds from each save to new pictures of the printed pages."""
    path = sorted(folder.glob("*.md"))[3]
    tab = browser.tab(f"http://127.0.0.1:{PORT}/")
    tab.wait("document.querySelectorAll('.sheet').length")
    found = []
    for number in range(PRINTS):
        tab.wait("!document.getElementById('age').textContent.includes('printing')")
        before = tab.run(SHEETS)
        text = path.read_text("utf-8").split(" ")
        text[len(text) // 2 + number] += " more"
        path.write_text(" ".join(text), "utf-8")
        begun = time.perf_counter()
        tab.wait(f"{SHEETS} !== '{before}'")
        found.append((time.perf_counter() - begun) * 1000)
    return found


def row(text: str, who: str, times: list[float]) -> None:
    """A line of the table."""
    times = sorted(times)
    middle, slow = statistics.median(times), times[int(len(times) * 0.9)]
    print(f"{text:6} {who:16} median {middle:6.0f} ms   p90 {slow:6.0f} ms", flush=True)


def many(folder: Path, count: int, browser: Browser) -> None:
    """Edit again and again; memory must stay flat and the page be right."""
    path = sorted(folder.glob("*.md"))[
        4
    ]  # it has no drawn figure, whose settings an edit would break
    original = path.read_text("utf-8")
    with serving([sys.executable, "-c", OCTAVO, *octavo(folder)], HERE.parent) as process:
        tab = browser.tab(f"http://127.0.0.1:{PORT}/")
        tab.wait(f"{PAGE}.body.textContent.length > 2000")
        for number in range(count):
            if number in (50, count - 1):
                print(f"after {number:4} edits: {memory(process):.0f} MiB", flush=True)
            words = original.split(" ")
            words[(number * 37) % len(words)] += f" edit{number}"
            path.write_text(" ".join(words), "utf-8")
            tab.wait(SHOWN % f"edit{number}")
        fresh = browser.tab(f"http://127.0.0.1:{PORT}/")
        fresh.wait(f"{PAGE}.body.textContent.length > 2000")
        inner = f"{PAGE}.body.innerHTML"
        same = tab.run(inner) == fresh.run(inner)
        print("the page is that of a fresh start" if same else "THE PAGE DIFFERS")


def memory(process: int) -> float:
    """Resident memory of a process, in MiB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    main()
