"""Whatever goes wrong around a build: what was there is whole, and one message says what to do."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from octavo import cli, delivery, replacing
from octavo.delivery import Delivered
from octavo.model import Output

CHECKOUT = Path(__file__).parent.parent
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small manuscript that has been built; the current folder is the one around it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("paper").mkdir()
    Path("paper/report.toml").write_text('title = "Paper"\n', "utf-8")
    Path("paper/01-one.md").write_text("# One\n\nIt was so.\n", "utf-8")
    assert cli.main(["build", "paper", "--to", "html", "--quiet"]) == 0
    return Path("paper")


def build(*more: str) -> int:
    """Build another version of the paper."""
    Path("paper/01-one.md").write_text("# One\n\nIt was not so.\n", "utf-8")
    return cli.main(["build", "paper", "--to", "html", *more])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != delivery.RECORD)


def deliver(folder: Path, **files: str) -> Delivered:
    outputs = [Output(name.replace("_", "."), text.encode()) for name, text in files.items()]
    return delivery.deliver(outputs, folder)


def hints(made: Delivered) -> list[str]:
    return [f"{finding.message}; {finding.hint}" for finding in made.findings]


# --- disks ---------------------------------------------------------------------------------


@contextmanager
def disk(folder: Path, options: str) -> Iterator[None]:
    """A disk of its own in the memory, at the folder."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "octavo-test", str(folder)]
    if not ROOT or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk, and not everywhere")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with disk(Path("small"), "size=2m"):
        assert build("-o", "small") == 0
        first = Path("small/paper.html").read_bytes()
        filler = Path("small/filler")
        with pytest.raises(OSError, match="No space"):
            filler.write_bytes(b"x" * 2_000_000)
        assert build("-o", "small", "--fresh") == 1
        said = "error[output]: small cannot be written to: the disk is full"
        assert said in capsys.readouterr().err
        assert Path("small/paper.html").read_bytes() == first
        assert names(Path("small")) == ["filler", "paper.html"]
        filler.unlink()
        assert build("-o", "small", "--fresh") == 0


def test_a_full_disk_of_the_cache(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with disk(Path("small"), "size=16k"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(Path("small").absolute()))
        with pytest.raises(OSError, match="No space"):
            Path("small/filler").write_bytes(b"x" * 20_000)
        assert cli.main(["build", "paper"]) == 0
        assert names(Path("output")) == ["paper.html", "paper.pdf"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full; make room, and build again; what was there is whole"),
        (errno.EDQUOT, "your share of the disk is used up; make room, and build again; what"),
        (errno.EIO, "input/output error; mend that, and build again; what was there is whole"),
    ],
)
def test_nothing_is_replaced_before_all_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    deliver(tmp_path, a_html="old", a_pdf="old")
    done: list[int] = []

    def fails_the_second_time(_: int) -> None:
        done.append(1)
        if len(done) > 1:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails_the_second_time)
    (found,) = hints(deliver(tmp_path, a_html="new", a_pdf="new"))
    assert said in found
    assert [(tmp_path / name).read_text() for name in ("a.html", "a.pdf")] == ["old", "old"]
    assert names(tmp_path) == ["a.html", "a.pdf"]


def test_a_disk_that_can_only_be_read(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with disk(Path("fixed"), "size=2m"):
        assert build("-o", "fixed") == 0
        first = Path("fixed/paper.html").read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", "fixed"], check=True)
        assert build("-o", "fixed", "--fresh") == 1
        assert "fixed cannot be written to: the disk can only be read" in capsys.readouterr().err
        assert cli.main(["clean", "-o", "fixed"], checkout=CHECKOUT) == 2
        assert "Read-only file system" in capsys.readouterr().err
        assert Path("fixed/paper.html").read_bytes() == first


@pytest.mark.skipif(ROOT or sys.platform == "win32", reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("output/paper.html").read_bytes()
    Path("output").chmod(0o555)
    try:
        assert build() == 1
        assert "output cannot be written to: it may not be written" in capsys.readouterr().err
    finally:
        Path("output").chmod(0o755)
    assert Path("output/paper.html").read_bytes() == before


# --- other programs ------------------------------------------------------------------------


def held(monkeypatch: pytest.MonkeyPatch, names: Sequence[str], times: int) -> list[float]:
    """Have files held open as Windows knows it, for so many attempts; the pauses between them."""
    whole: Callable[[Path, Path], Path] = Path.replace
    left = dict.fromkeys(names, times)
    pauses: list[float] = []

    def replace(path: Path, target: Path) -> Path:
        if left.get(Path(target).name, 0):
            left[Path(target).name] -= 1
            raise PermissionError(errno.EACCES, "Access is denied", str(path))
        return whole(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr("time.sleep", pauses.append)
    return pauses


def test_a_file_held_for_a_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(tmp_path, a_pdf="old")
    pauses = held(monkeypatch, ["a.pdf"], 3)
    assert deliver(tmp_path, a_pdf="new").findings == ()
    assert (tmp_path / "a.pdf").read_text() == "new"
    assert pauses == list(replacing.PAUSES[:3])


def test_a_file_held_by_a_viewer_stays_and_the_new_one_lies_beside(
    paper: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path("output/paper.html").read_bytes()
    with monkeypatch.context() as patch:
        held(patch, ["paper.html"], 99)
        assert build() == 1
    said = capsys.readouterr()
    beside = str(Path("output", "paper (new).html"))
    assert f"{Path('output', 'paper.html')} is held open by another program" in said.err
    assert f"close it there, and build again; the new one is {beside}" in said.err
    assert said.out.startswith(beside)
    assert Path("output/paper.html").read_bytes() == before
    assert b"It was not so" in Path(beside).read_bytes()
    assert build("--quiet") == 0  # it is closed: though nothing has changed, all is built again
    assert names(Path("output")) == ["paper.html"]
    assert b"It was not so" in Path("output/paper.html").read_bytes()


def test_clean_takes_what_was_put_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(tmp_path / "output", a_pdf="old")
    with monkeypatch.context() as patch:
        held(patch, ["a.pdf"], 99)
        deliver(tmp_path / "output", a_pdf="new")
    assert names(tmp_path / "output") == ["a (new).pdf", "a.pdf"]
    delivery.clean(tmp_path / "output")
    assert not (tmp_path / "output").exists()


def test_a_file_of_the_writers_own_is_never_put_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(tmp_path, a_pdf="old")
    (tmp_path / "a (new).pdf").write_text("mine")
    held(monkeypatch, ["a.pdf"], 99)
    (found,) = hints(deliver(tmp_path, a_pdf="new"))
    assert "it may not be written" in found
    assert [(tmp_path / name).read_text() for name in names(tmp_path)] == ["mine", "old"]


def test_two_builds_at_once(paper: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    program = "import sys; from octavo import cli; sys.exit(cli.main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "build", "paper", "--to", "html", "--fresh", "-q"]
    both = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert names(Path("output")) == ["paper.html"]
    assert cli.main(["clean"], checkout=CHECKOUT) == 0
    assert not Path("output").exists()


def test_another_build_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(tmp_path, a_pdf="old")
    monkeypatch.setattr(replacing, "PATIENCE", 0.0)
    with replacing.alone(tmp_path):
        (found,) = hints(deliver(tmp_path, a_pdf="new"))
    assert "another build is writing into it; wait for that one" in found
    assert (tmp_path / "a.pdf").read_text() == "old"


def test_what_a_killed_build_left_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / replacing.PART.format(1, 2)).write_text("half")
    deliver(tmp_path, a_pdf="new")
    assert names(tmp_path) == ["a.pdf"]


def pipe(path: Path) -> None:
    os.mkfifo(path)


NO_FILES: dict[str, Callable[[Path], object]] = {
    "a pipe": pipe,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": Path.mkdir,
    "a link to nothing": lambda path: path.symlink_to("gone"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize("name", ["paper/assets/csl/x.csl", "output/.octavo.json"])
def test_what_is_no_file_holds_nothing_up(paper: Path, kind: str, name: str) -> None:
    """A pipe that nobody writes into would be waited for, beyond any limit of time."""
    path = Path(name)
    shutil.rmtree("output")
    path.parent.mkdir(parents=True)
    NO_FILES[kind](path)
    build()
    assert Path("output/paper.html").is_file() is (path.parent.name == "csl" or kind != "a folder")


def test_a_record_of_names_that_no_disk_bears(paper: Path) -> None:
    odd = {"x" * 5000: ["a"], "../paper/report.toml": ["a"], "\ud800": ["a"], "\0": ["a"], "a/b": 3}
    shutil.rmtree("output")
    Path("output").mkdir()
    Path("output/.octavo.json").write_text(json.dumps(odd), "utf-8")
    assert build() == 0
    assert names(Path("output")) == ["paper.html"]
    delivery.clean(Path("output"))
    assert Path("paper/report.toml").is_file()


def test_what_octavo_did_not_write_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("mine")
    (found,) = deliver(tmp_path, a_pdf="new", b_pdf="new").findings
    assert "a.pdf was not written by Octavo, or has been changed since" in found.message
    assert "move or delete it, or name another folder" in found.hint
    assert names(tmp_path) == ["a.pdf"]
    (tmp_path / "a.pdf").unlink()
    assert not deliver(tmp_path, a_pdf="new", b_pdf="new").findings
    (tmp_path / "b.pdf").write_text("with my notes")
    assert len(deliver(tmp_path, a_pdf="newer", b_pdf="newer").findings) == 1
    assert [(tmp_path / name).read_text() for name in names(tmp_path)] == ["new", "with my notes"]


def test_a_folder_whose_record_is_gone_is_no_dead_end(tmp_path: Path) -> None:
    """What is the same may be written again; what is not is named, each, with the cure."""
    deliver(tmp_path, a_pdf="new", b_pdf="new")
    (tmp_path / delivery.RECORD).unlink()
    assert not deliver(tmp_path, a_pdf="new", b_pdf="new").findings
    (tmp_path / delivery.RECORD).unlink()
    assert len(deliver(tmp_path, a_pdf="newer", b_pdf="newer").findings) == 2


def test_a_section_is_not_written_over(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twice: by then there might be a record in the folder."""
    Path("paper/report.toml").write_text('title = "A"\nname = "01-one"\n', "utf-8")
    text = Path("paper/01-one.md").read_bytes()
    for _ in range(2):
        assert cli.main(["build", "paper", "--to", "md", "-o", "paper"]) == 1
        assert "01-one.md was not written by Octavo" in capsys.readouterr().err
    assert Path("paper/01-one.md").read_bytes() == text


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_an_output_folder_that_is_a_link_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A manuscript may bring such a link, and the files there may be anybody's."""
    for name in ("here", "elsewhere"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path("output").symlink_to("../elsewhere")
    (found,) = deliver(Path("output"), a_pdf="new").findings
    assert f"name the folder itself: -o {tmp_path / 'elsewhere'}" in found.hint
    assert names(tmp_path / "elsewhere") == []
    assert not deliver(tmp_path / "elsewhere", a_pdf="new").findings
    assert names(tmp_path / "elsewhere") == ["a.pdf"]
