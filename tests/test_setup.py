"""build.py and octavo.setup: from nothing to a ready `.venv`, and plain words where that fails."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from octavo.setup import debian, environment, pip, system

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests/cases/setup"
BASE = str(getattr(sys, "_base_executable", sys.executable))


def cases(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((CASES / name).read_text("utf-8"))["case"])


@pytest.fixture
def build() -> ModuleType:
    """build.py as a module, not run."""
    spec = importlib.util.spec_from_file_location("octavo_build", ROOT / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- build.py itself ---------------------------------------------------------------------


def test_old_pythons_can_read_build_py() -> None:
    text = (ROOT / "build.py").read_text("ascii")
    tree = ast.parse(text, feature_version=(3, 4))
    at_once = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in at_once] == ["import os", "import sys"]
    younger = (ast.NamedExpr, ast.JoinedStr, ast.AnnAssign, ast.Match, ast.Starred)
    assert not [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, younger)]
    assert len(text.splitlines()) < 200


def test_an_old_python_is_told_so(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "OLDEST", (99, 0))
    assert build.main() == 2
    said = capsys.readouterr().err
    assert "Octavo needs Python 99.0 or newer; this is Python 3." in said
    assert "winget install" in said


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("", "run pdf"),
        ("build essay -o out", "run pdf"),
        ("build --to html,pdf", "run pdf"),
        ("--to html", "run"),
        ("build essay --to=html", "run"),
        ("build --help", "run"),
        ("new folder", "run"),
        ("doctor", "run"),
        ("test -x", "run dev pdf"),
    ],
)
def test_only_what_is_needed_is_asked_for(build: ModuleType, arguments: str, expected: str) -> None:
    assert build.needs(arguments.split()) == expected.split()


@pytest.mark.parametrize(
    ("arguments", "wheels", "rest"),
    [
        ("test -x", None, "test -x"),
        ("--wheels w test", "w", "test"),
        ("build x --wheels=w --to html", "w", "build x --to html"),
        ("build --wheels", None, "build --wheels"),
    ],
)
def test_wheels_are_for_the_set_up(
    build: ModuleType, arguments: str, wheels: str | None, rest: str
) -> None:
    assert build.take_wheels(arguments.split()) == (wheels, rest.split())


# --- a whole set-up, of one small package, without a network -----------------------------


class Checkout:
    """A copy of build.py and the set-up, with a command line that says what it was given."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.wheels = root.parent / "wheels"
        self.wheels.mkdir(exist_ok=True)
        (root / "octavo").mkdir(parents=True)
        shutil.copy(ROOT / "build.py", root)
        for folder in ("setup", "engine"):
            shutil.copytree(ROOT / "octavo" / folder, root / "octavo" / folder)
        (root / "octavo/__init__.py").touch()
        (root / "octavo/cli.py").write_text(
            "import sys\n\ndef main(arguments, *, checkout):\n"
            "    print(arguments, sys.prefix == str(checkout / '.venv'))\n"
            "    return 7\n"
        )
        self.lock("requirements.lock", "small")
        self.lock("requirements-dev.lock", "small", "tool")

    def lock(self, name: str, *packages: str) -> None:
        pins = [f"{name}==1.0 --hash=sha256:{self.wheel(name)}\n" for name in packages]
        (self.root / name).write_text("".join(pins))

    def wheel(self, name: str) -> str:
        """A wheel with a module of that name; its checksum."""
        path = self.wheels / f"{name}-1.0-py3-none-any.whl"
        if not path.exists():
            info = f"{name}-1.0.dist-info"
            files = {
                f"{name}.py": "",
                f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
                f"{info}/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
                f"{info}/RECORD": "",
            }
            with zipfile.ZipFile(path, "w") as archive:
                for file, text in files.items():  # ZipInfo has the same date each time
                    archive.writestr(zipfile.ZipInfo(file), text)
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
        return subprocess.Popen(
            [BASE, str(self.root / "build.py"), *arguments],
            env={**inherited, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str, **variables: str) -> tuple[int, str, str]:
        process = self.start(*arguments, **variables)
        out, err = process.communicate()
        return process.returncode, out, err

    def has(self, module: str) -> bool:
        return bool(list(self.root.glob(f".venv/**/site-packages/{module}.py")))


HTML = ("--to", "html")  # so that nothing depends on this computer's Pango
needs_pip = pytest.mark.skipif(not pip.available(), reason="this Python has no pip of its own")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "Größe ✍ 1")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that is set up; tests take copies of it."""
    checkout = Checkout(tmp_path_factory.mktemp("first") / "octavo")
    code, _, err = checkout.run(*HTML, "--wheels", str(checkout.wheels))
    assert code == 7, err
    return checkout


@pytest.fixture
def ready(checkout: Checkout, first: Checkout) -> Checkout:
    shutil.copytree(first.root / ".venv", checkout.root / ".venv", symlinks=True)
    stamp = checkout.root / ".venv/ready-run"
    made_for = stamp.read_bytes().replace(os.fsencode(first.root), os.fsencode(checkout.root))
    stamp.write_bytes(made_for)
    return checkout


@needs_pip
def test_sets_itself_up_and_hands_over(checkout: Checkout) -> None:
    code, out, err = checkout.run(*HTML, "--wheels", str(checkout.wheels))
    assert (code, out) == (7, "['--to', 'html'] True\n")
    assert err.startswith("Octavo sets itself up in .venv")
    assert checkout.has("small") and not checkout.has("tool")


@needs_pip
def test_a_second_run_starts_at_once(ready: Checkout) -> None:
    shutil.rmtree(ready.wheels)
    shutil.rmtree(ready.root / "octavo/setup")  # nothing of it is even read
    assert ready.run(*HTML) == (7, "['--to', 'html'] True\n", "")


@needs_pip
def test_pips_own_settings_count(checkout: Checkout) -> None:
    code, _, err = checkout.run(*HTML, PIP_FIND_LINKS=str(checkout.wheels))
    assert code == 7, err


@needs_pip
@pytest.mark.parametrize("change", ["moved", "lock", "python", "interrupted"])
def test_venv_is_made_anew(ready: Checkout, change: str) -> None:
    old = ready.root / ".venv/old"
    old.touch()
    if change == "moved":
        ready.root = ready.root.rename(ready.root.parent / "moved")
    elif change == "lock":
        ready.lock("requirements.lock", "small", "other")
    elif change == "python":
        stamp = ready.root / ".venv/ready-run"
        tag = sys.implementation.cache_tag.encode()
        stamp.write_bytes(stamp.read_bytes().replace(tag, b"cpython-30"))
    else:
        (ready.root / ".venv/ready-run").unlink()
    code, _, err = ready.run(*HTML, "--wheels", str(ready.wheels))
    assert (code, ready.has("other")) == (7, change == "lock"), err
    assert not (ready.root / ".venv/old").exists()
    assert not (ready.root / ".venv-old").exists()


@needs_pip
def test_what_cannot_be_made_anew_stays_as_it_was(ready: Checkout) -> None:
    lock = (ready.root / "requirements.lock").read_bytes()
    ready.lock("requirements.lock", "small", "other")
    (ready.wheels / "other-1.0-py3-none-any.whl").unlink()
    code, out, err = ready.run(*HTML, "--wheels", str(ready.wheels))
    assert (code, out) == (2, "")
    assert "lacks other==1.0" in err and "Traceback" not in err
    (ready.root / "requirements.lock").write_bytes(lock)
    assert ready.run(*HTML) == (7, "['--to', 'html'] True\n", "")


@needs_pip
def test_two_runs_at_once(checkout: Checkout) -> None:
    both = [checkout.start(*HTML, "--wheels", str(checkout.wheels)) for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [7, 7], said
    assert sum("sets itself up" in err for _, err in said) == 1


@needs_pip
def test_tools_are_added_beside_a_running_octavo(ready: Checkout) -> None:
    kept = ready.root / ".venv/kept"
    kept.touch()
    environment.prepare(ready.root, stamps(ready, "run", "dev"), str(ready.wheels))
    assert ready.has("tool") and kept.exists()
    assert not (ready.root / ".venv/unfinished").exists()


@needs_pip
def test_tools_half_added_are_started_over(ready: Checkout) -> None:
    (ready.root / ".venv/unfinished").touch()
    environment.prepare(ready.root, stamps(ready, "run", "dev"), str(ready.wheels))
    assert ready.has("tool") and not (ready.root / ".venv/unfinished").exists()


def stamps(checkout: Checkout, *needs: str) -> Mapping[str, bytes]:
    """The stamps build.py would ask for; the first as it is, for that is ready."""
    first = (checkout.root / ".venv/ready-run").read_bytes()
    return {need: first if need == "run" else b"wanted" for need in needs}


# --- what is said ------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("pip.toml"), ids=lambda case: case["name"])
def test_pips_failures_in_plain_words(case: dict[str, Any]) -> None:
    said = pip.explain(case["output"], "requirements.lock", case.get("wheels"))
    assert said.splitlines()[0] == case["says"]
    assert case.get("cure", "") in said
    by_hand = "python3 -m pip download --only-binary=:all: -r requirements.lock -d wheels"
    assert (by_hand in said) == ("network" in said or "nh3" in case["says"])


@pytest.mark.parametrize("case", cases("lacking.toml"))
def test_what_is_lacking_in_plain_words(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == case["packager"] else None)
    monkeypatch.setattr(system, "is_root", lambda: case.get("root", False))
    monkeypatch.setattr(sys, "platform", case.get("platform", sys.platform))
    monkeypatch.setattr(sys, "executable", "/somewhere/python.exe")
    assert system.explain(case["lacking"], case.get("hint", "")) == case["says"].lstrip("\n")


def test_what_is_lacking_in_short() -> None:
    assert system.names(["pango", "pip"]) == "Pango and pip"


def test_packages_that_apt_would_add(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tool = tmp_path / "apt-get"
    tool.write_text(
        "#!/bin/sh\ncat <<END\nReading package lists...\n"
        "Inst libfribidi0 (1.0.8-2.1 Debian:12.11/oldstable [amd64])\n"
        "Inst libc6 [2.36-9] (2.36-10 Debian:12.11/oldstable [amd64])\n"
        "Inst libpango-1.0-0 (1.50.12+ds-1 Debian:12.11/oldstable [amd64])\n"
        "Conf libfribidi0 (1.0.8-2.1 Debian:12.11/oldstable [amd64])\nEND\n"
    )
    tool.chmod(0o755)
    monkeypatch.setitem(debian.ENVIRONMENT, "PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert debian.needed(["libpango-1.0-0"]) == ["libfribidi0", "libpango-1.0-0"]


# --- the locks ---------------------------------------------------------------------------

LOCKS = ("requirements.lock", "requirements-dev.lock", "octavo/setup/gstreamer-libs.lock")


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text("ascii")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~\[; ]", text)[0].lower().replace("_", "-") for text in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_checksums_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text("ascii")
    for entry in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", text)


def test_locks_lie_above_every_floor() -> None:
    run = pins("requirements.lock")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    floors = [re.match(r"([\w-]+)>=([\d.]+)", text) for text in project["dependencies"]]
    below = [floor[0] for floor in floors if floor and numbers(run[floor[1]]) < numbers(floor[2])]
    assert all(floors)
    assert below == []


def numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def test_locks_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert named(project["project"]["dependencies"]) <= run.keys()
    assert named(project["dependency-groups"]["dev"]) <= dev.keys()
    assert run.items() <= dev.items()
