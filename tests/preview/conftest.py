"""A manuscript, its preview, and a browser that shows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, Tab, found
from previews import BUILT, REPORT, WORKS, section

from octavo.preview import session
from octavo.preview.session import Wishes


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if found() is None:
        pytest.skip("no Chromium on this computer")
    with Browser(tmp_path_factory.mktemp("browser")) as one:
        yield one


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this computer's is found: no editor, no settings, nothing that may start."""
    for name in ("OCTAVO_EDITOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def manuscript(tmp_path: Path, alone: None) -> Path:
    folder = tmp_path / "trade"
    folder.mkdir()
    (folder / "report.toml").write_text(REPORT, "utf-8")
    (folder / "references.bib").write_text(WORKS, "utf-8")
    (folder / "01-tea.md").write_text(section("Tea") + "\nIt is said [@smith, 3].\n", "utf-8")
    (folder / "02-silk.md").write_text(section("Silk"), "utf-8")
    return folder


@pytest.fixture
def address(manuscript: Path) -> Iterator[str]:
    """Where the manuscript is served, until the test ends."""
    stop, said = threading.Event(), list[str]()
    wishes = Wishes(port=0, browser=False)
    thread = threading.Thread(
        target=session.run, args=(manuscript, (), wishes, said.append, stop), daemon=True
    )
    thread.start()
    while not said and thread.is_alive():
        time.sleep(0.01)
    yield said[0].split(" is at ")[1].split()[0]
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Tab]:
    one = browser.tab(address)
    one.wait(BUILT)
    yield one
    one.close()
