"""The preview: which changes on the disk it takes notice of, and when."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles

from octavo.preview import changes
from octavo.preview.changes import Watch

Wait = Callable[[Watch], bool]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "paper"
    (made / "assets").mkdir(parents=True)
    (made / "01-a.md").write_text("# A\n", "utf-8")
    return made


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def told(watch: Watch, stop: threading.Event, change: Callable[[], object]) -> bool:
    """Whether the watch, already waiting, tells of a change within some seconds."""
    answers = list[bool]()
    thread = threading.Thread(target=lambda: answers.append(watch.wait()), daemon=True)
    thread.start()
    time.sleep(0.3)
    change()
    thread.join(8)
    stop.set()
    thread.join(8)
    return answers == [True]


def test_a_save_before_it_waits_is_not_missed(folder: Path, stop: threading.Event) -> None:
    watch = Watch(folder, (), stop)
    (folder / "01-a.md").write_text("# Another\n", "utf-8")
    assert watch.wait()


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("01-a.md", True),
        ("assets/chart.csv", True),
        ("new/picture.png", True),
        (".01-a.md.swp", False),
        ("01-a.md~", False),
        ("output/paper.html", False),
        (".git/index", False),
    ],
)
def test_which_files_matter(
    folder: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch, name: str, matters: bool
) -> None:
    def change() -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("changed", "utf-8")
        if not matters:
            time.sleep(0.5)
            stop.set()

    assert told(Watch(folder, (), stop), stop, change) is matters


def test_a_folder_in_the_place_of_another_is_watched_again(
    folder: Path, stop: threading.Event
) -> None:
    watch = Watch(folder, (), stop)
    assert told(watch, threading.Event(), lambda: shutil.rmtree(folder))
    folder.mkdir()
    (folder / "01-a.md").write_text("# Put back\n", "utf-8")
    assert watch.wait()
    assert told(watch, stop, lambda: (folder / "01-a.md").write_text("# Edited\n", "utf-8"))


def test_a_manuscript_behind_a_link_is_watched(folder: Path, stop: threading.Event) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder, target_is_directory=True)
    watch = Watch(link, (), stop)
    assert told(watch, stop, lambda: (folder / "01-a.md").write_text("# Edited\n", "utf-8"))


def test_a_library_elsewhere_is_watched_and_nothing_beside_it(
    folder: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    real = watchfiles.watch

    def recorded(*paths: Path, **values: object) -> Iterator[set[tuple[watchfiles.Change, str]]]:
        asked.extend(paths)
        return real(*paths, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(watchfiles, "watch", recorded)
    library = folder.parent / "library.bib"
    library.write_text("@book{a}", "utf-8")
    watch = Watch(folder, (library,), stop)
    assert told(watch, stop, lambda: library.write_text("@book{b, title = {B}}", "utf-8"))
    assert asked
    assert folder.parent not in asked


def test_where_the_system_tells_nothing_the_dates_do(
    folder: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Path, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", refused)
    watch = Watch(folder, (), stop)
    assert told(watch, stop, lambda: (folder / "01-a.md").write_text("# Edited\n", "utf-8"))


def test_a_file_that_is_being_saved_is_waited_for(
    folder: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some editors empty a file and fill it a moment later."""
    monkeypatch.setattr(changes, "HALF_SAVED", 20.0)
    path = folder / "01-a.md"
    watch = Watch(folder, (), stop)
    read = list[str]()

    def wait() -> None:
        watch.wait()
        read.append(path.read_text("utf-8"))

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    time.sleep(0.3)
    path.write_text("", "utf-8")
    time.sleep(0.3)
    path.write_text("# Saved\n", "utf-8")
    thread.join(10)
    assert read == ["# Saved\n"]


def test_it_ends_when_it_is_told_to(folder: Path, stop: threading.Event) -> None:
    watch = Watch(folder, (), stop)
    threading.Timer(0.3, stop.set).start()
    assert not watch.wait()
