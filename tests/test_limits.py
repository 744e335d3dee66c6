"""What takes too much ends in a finding that names its place; what came before stays whole."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import jobs
import pytest

from octavo import cli, overrun, pipeline, resident
from octavo.bounds import MEGABYTE, bounded
from octavo.child import Child
from octavo.engine import EngineError, compositor
from octavo.limits import Limits, LimitsError, StoppedError, changed, parsed

ROOT = Path(__file__).parent.parent
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, sends signals")

# --- the limits themselves ---------------------------------------------------------------


def test_limits_are_named_with_numbers() -> None:
    assert changed(Limits(), parsed("time=60, pages = 9")) == Limits(time=60, pages=9)
    assert parsed("") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour=60", "there is no limit colour; there are time, memory, pages"),
        ("time", "write NAME=NUMBER for each limit, not 'time'"),
        ("time=1.5", "write NAME=NUMBER for each limit, not 'time=1.5'"),
        ("time=²", "write NAME=NUMBER for each limit, not 'time=²'"),
        ("time=0", "the limit time must be a whole number above 0"),
        (f"time={10**17}", "the limit time may be 1,000,000,000 at most"),
        (f"pages={'9' * 5000}", "the limit pages may be 1,000,000,000 at most"),
        ("time=-1", "write NAME=NUMBER for each limit, not 'time=-1'"),
    ],
)
def test_limits_that_cannot_be_meant_are_refused(text: str, said: str) -> None:
    with pytest.raises(LimitsError) as error:
        parsed(text)
    assert str(error.value) == said


def test_help_names_the_usual_limits(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["build", "--help"])
    said = re.search(r"usually\s+(\S+)", capsys.readouterr().out)
    assert said and changed(Limits(1, 1, 1), parsed(said[1])) == Limits()


# --- a child -----------------------------------------------------------------------------


@pytest.fixture
def begin() -> Iterator[Callable[..., Child]]:
    made: list[Child] = []

    def begin(first: Callable[[], object] = os.getpid, **limits: int) -> Child:
        made.append(Child(Limits(**limits), first, jobs.where))
        return made[-1]

    yield begin
    for child in made:
        child.end()


def test_a_child_answers_again_and_again(begin: Callable[..., Child]) -> None:
    child, heard = begin(), list[str]()
    for value in (["well"], None, EngineError):
        assert child.call(jobs.answer, value, heard=heard.append) == value
    assert heard == ["begun"] * 3
    assert child.call(os.getpid) == child.call(jobs.pid)


@pytest.mark.parametrize(
    ("job", "limit", "why", "place"),
    [
        (jobs.sleep, "time", "took more than 1 seconds", "1:3-5"),
        (jobs.hang, "time", "took more than 1 seconds", "1:7-9"),
        (jobs.fill, "memory", "took more than 100 MB of memory", "2:1-2"),
        (jobs.take, "memory", "took more than 100 MB of memory", "2:3-4"),
        (jobs.fail, "", r"failed \(KeyError: '3:0-1'; jobs.py:\d+\)", "3:0-1"),
        (jobs.unsendable, "", r"failed \(.*pickle.*", ""),
        (jobs.leave, "", "ended in mid-work, with exit code 3", ""),
        pytest.param(jobs.crash, "", r"crashed \(SIGABRT\)", "", marks=linux),
    ],
)
def test_whatever_a_child_does_it_is_stopped(
    job: Callable[[], object], limit: str, why: str, place: str, begin: Callable[..., Child]
) -> None:
    seconds = 1 if limit == "time" else 600
    with pytest.raises(StoppedError) as error:
        begin(time=seconds, memory=100).call(job)
    assert (error.value.limit, error.value.place) == (limit, place)
    assert re.fullmatch(why, error.value.why)


def test_what_the_user_is_to_be_told_is_raised_as_it_is(begin: Callable[..., Child]) -> None:
    with pytest.raises(EngineError, match="there is no Pango"):
        begin().call(jobs.cannot)
    with pytest.raises(EngineError, match="there is no Pango"):
        begin(jobs.cannot).call(jobs.pid)


@linux
def test_a_child_that_is_ended_from_outside_is_missed(begin: Callable[..., Child]) -> None:
    child = begin()
    os.kill(child.call(jobs.pid), signal.SIGKILL)
    with pytest.raises(StoppedError, match="ended from outside"):
        child.call(jobs.answer, 1)


PARENT = """
import sys
sys.path[:] = {path!r}
import jobs
from octavo.child import Child
from octavo.limits import Limits
child = Child(Limits(time=1))
print(child.call(jobs.pid), flush=True)
child.call(jobs.{job}, heard=print)
"""


@linux
@pytest.mark.parametrize("job", ["sleep", "hang"])
def test_a_child_ends_with_its_parent(job: str) -> None:
    command = [sys.executable, "-c", PARENT.format(path=sys.path, job=job)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        time.sleep(0.5)  # it hangs by now
        assert is_there(number)
        parent.send_signal(signal.SIGKILL)
    wait_for_the_end_of(number)


def is_there(number: int) -> bool:
    """Whether a process runs still; one that nobody has asked after does not."""
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text("utf-8")
    except OSError:
        return False


def wait_for_the_end_of(number: int) -> None:
    end = time.monotonic() + 30
    while is_there(number) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_there(number)


# --- a build -----------------------------------------------------------------------------


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three sections, of which a style sheet makes one paragraph of the second very slow."""
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    folder = tmp_path / "paper"
    (folder / "assets" / "styles").mkdir(parents=True)
    (folder / "report.toml").write_text('title = "A"\n[checks]\nlimits = "off"\n', "utf-8")
    for number, name in enumerate(("one", "two", "three"), 1):
        text = f"# Section {name}\n\nText of {name}.\n\n[Words]{{.{name}}} of {name}.\n"
        (folder / f"0{number}-{name}.md").write_text(text, "utf-8")
    slow = ".two { display: grid; grid-template-columns: repeat(100000000, 1fr) }"
    (folder / "assets" / "styles" / "own.css").write_text(slow, "utf-8")
    return folder


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own: this one has long taken more memory than is allowed."""
    command = [sys.executable, str(ROOT / "build.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def build(paper: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    output = paper.parent / "output"
    return run("build", str(paper), "-o", str(output), "--no-color", *arguments)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ("time=1", "error[limits]: setting the pages took more than 1 seconds"),
        (
            "memory=300",  # reached at the slow paragraph and nowhere else
            "02-two.md:5:1: error[limits]: setting the pages took more than 300 MB of memory",
        ),
        ("pages=1", "error[limits]: setting the pages made more than 1 pages"),
    ],
)
def test_a_build_that_takes_too_much_is_broken_off(limits: str, said: str, paper: Path) -> None:
    output = paper.parent / "output"
    output.mkdir()
    last = dict.fromkeys(("a.pdf", "a.html"), b"the last good one")
    for name, data in last.items():
        (output / name).write_bytes(data)
    built = build(paper, "--limits", limits)
    error = built.stderr
    assert built.returncode == 1
    assert said in error and "Traceback" not in error
    assert "in the style sheet assets/styles/own.css too" in error
    assert f"or allow more: --limits {limits.partition('=')[0]}=NUMBER" in error
    assert {path.name: path.read_bytes() for path in output.iterdir()} == last


def test_what_was_broken_off_is_not_remembered(paper: Path) -> None:
    """On another day the computer may be quicker."""
    remembered = paper.parent / "XDG_CACHE_HOME" / "octavo" / "builds"
    assert build(paper, "--limits", "pages=1").returncode == 1
    assert not remembered.exists()
    (paper / "assets" / "styles" / "own.css").unlink()
    assert build(paper).returncode == 0
    assert remembered.exists()


def test_the_user_s_settings_have_limits_too(paper: Path) -> None:
    settings = paper.parent / "XDG_CONFIG_HOME" / "octavo" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[limits]\npages = 0\n", "utf-8")
    built = build(paper)
    assert built.returncode == 2
    assert "the limit pages must be a whole number above 0" in built.stderr
    settings.write_text("[limits]\npages = 1\n", "utf-8")
    built = build(paper)
    assert built.returncode == 1
    assert "made more than 1 pages" in built.stderr


def test_the_bytes_are_the_same_in_another_process(paper: Path) -> None:
    (paper / "assets" / "styles" / "own.css").unlink()
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
    )
    (paper / "line.svg").write_text(drawing, "utf-8")
    with (paper / "03-three.md").open("a", encoding="utf-8") as file:
        file.write('\n![A line](line.svg){fig-alt="A line"}\n')
    here = pipeline.build(paper, ["pdf", "docx"]).outputs
    said = list[str]()
    with compositor.beside(Limits()):
        there = pipeline.build(paper, ["pdf", "docx"], progress=said.append).outputs
    assert len(here) == 2 and there == here
    assert "pdf: setting page 1" in said and "pdf: writing" in said


@pytest.fixture
def building(paper: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A build that is setting a page, and the number of the process that does so."""
    command = [sys.executable, str(ROOT / "build.py"), "build", str(paper), "--verbose"]
    with subprocess.Popen(
        command, cwd=paper.parent, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        assert parent.stderr is not None
        while "setting page" not in parent.stderr.readline():
            pass
        (child,) = (number for number in processes() if parent_of(number) == parent.pid)
        yield parent, child
    assert not (paper.parent / "output").exists()


@linux
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_child_is_left(
    ending: signal.Signals, building: tuple[subprocess.Popen[str], int]
) -> None:
    parent, child = building
    parent.send_signal(ending)
    _, said = parent.communicate()
    assert "Traceback" not in said
    wait_for_the_end_of(child)


@linux
@pytest.mark.parametrize(
    ("ending", "why"), [(signal.SIGKILL, "was ended from outside"), (signal.SIGSEGV, "crashed")]
)
def test_a_child_that_dies_is_a_finding(
    ending: signal.Signals, why: str, building: tuple[subprocess.Popen[str], int]
) -> None:
    parent, child = building
    os.kill(child, ending)
    _, said = parent.communicate()
    assert f"error[limits]: setting the pages {why}" in said
    assert "Traceback" not in said
    assert parent.returncode == 1


def processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def parent_of(number: int) -> int:
    try:
        status = Path(f"/proc/{number}/stat").read_text("utf-8", "replace")
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


def test_a_bundle_is_made_and_proven_in_other_processes(paper: Path) -> None:
    (paper / "assets" / "styles" / "own.css").unlink()
    output = paper.parent / "output"
    arguments = ["submit", str(paper), "-o", str(output), "--ignore", "submission"]
    stopped = run(*arguments, "--limits", "pages=1")
    assert stopped.returncode == 1
    assert "setting the pages made more than 1 pages" in stopped.stderr
    assert not output.exists()
    assert run(*arguments).returncode == 0
    (bundle,) = output.glob("*.zip")
    assert run("verify", str(bundle)).returncode == 0
    stopped = run("verify", str(bundle), "--limits", "memory=30")
    assert stopped.returncode == 1
    assert "building it took more than 30 MB of memory" in stopped.stdout


# --- in this process ---------------------------------------------------------------------


def test_a_loop_is_broken_off() -> None:
    with pytest.raises(StoppedError, match="took more than 1 seconds"), bounded(Limits(time=1)):
        while True:
            with suppress(Exception):  # as libraries do
                sum(range(1000))


@linux
def test_a_regular_expression_is_broken_off() -> None:
    with pytest.raises(StoppedError, match="took more than 1 seconds"), bounded(Limits(time=1)):
        re.match("(a+)+$", "a" * 60 + "b")


@linux
def test_memory_is_broken_off_whether_it_comes_slowly_or_at_once() -> None:
    used = resident.size() // MEGABYTE
    kept = []
    with pytest.raises(StoppedError, match="MB of memory"), bounded(Limits(memory=used + 50)):
        while True:
            kept.append(bytearray(MEGABYTE))
            time.sleep(0.002)
    kept.clear()
    with pytest.raises(StoppedError, match="MB of memory"), bounded(Limits(memory=used + 3000)):
        bytearray(10**12)


@linux
def test_a_process_that_has_taken_many_addresses_is_not_hung_up() -> None:
    import mmap

    held = mmap.mmap(-1, 3000 * MEGABYTE)
    used = resident.size() // MEGABYTE
    with bounded(Limits(memory=used + 100)):
        bytearray(50 * MEGABYTE)
    held.close()


def test_what_ends_in_time_is_left_alone() -> None:
    with bounded(Limits(time=1)):
        time.sleep(1.5)  # no work


LOOPS = "{% for a in range(99999) %}" * 5 + "x" + "{% endfor %}" * 5


def test_reading_that_takes_too_long_is_broken_off(paper: Path) -> None:
    (paper / "templates").mkdir()
    (paper / "templates" / "essay.html").write_text(LOOPS, "utf-8")
    built = build(paper, "--limits", "time=2")
    error = built.stderr
    assert built.returncode == 1
    assert "error[limits]: reading and checking took more than 2 seconds" in error
    assert "Traceback" not in error
    assert not (paper.parent / "output").exists()


def test_the_section_that_was_read_is_named(paper: Path) -> None:
    with pytest.raises(StoppedError) as error:
        for section in pipeline.read(paper).document.sections[1:]:
            assert section
            raise StoppedError("time", Limits().passed("time"))
    found = overrun.reading(error.value)
    assert str(found.span).endswith("02-two.md:1:1")
