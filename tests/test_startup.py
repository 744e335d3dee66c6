"""No verb loads what it does not need: a short command should be over before one looks up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
PROGRAM = """
import sys
from pathlib import Path
from octavo.cli import main
begun = set()
sys.addaudithook(lambda event, _: begun.add("a process") if event == "subprocess.Popen" else None)
code = main(sys.argv[2:], checkout=Path(sys.argv[1]))
print("modules:")
for name in {name.partition(".")[0] for name in sys.modules} | begun:
    print(name)
sys.exit(code)
"""
ENGINE = {"weasyprint", "pydyf", "cffi", "tinycss2", "tinyhtml5", "fontTools", "PIL", "pypdfium2"}
WORD = {"docx", "lxml"}
TEXT = {"markdown", "jinja2", "nh3", "pygments", "yaml"}
NETWORK = {"ssl", "http"}

# Verb and its arguments -> what it must do without.
NEEDLESS = {
    "new begun": ENGINE | WORD | TEXT | NETWORK | {"inspect", "json"},
    "clean -o made": ENGINE | WORD | TEXT | NETWORK,
    "checks": ENGINE | WORD | TEXT | NETWORK,
    "checks repeated_text": ENGINE | WORD | TEXT | NETWORK,
    "import draft.txt taken": ENGINE | WORD | {"jinja2"} | NETWORK,
    "check essay": ENGINE | WORD | {"jinja2", "yaml"} | NETWORK,
    "count essay": ENGINE | WORD | {"jinja2"} | NETWORK,
    "build essay --to html": ENGINE | WORD | NETWORK,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the verbs work: a short paper and a draft."""
    here = tmp_path_factory.mktemp("startup")
    paper = here / "essay"
    paper.mkdir()
    (paper / "report.toml").write_text('title = "A paper"\n', "utf-8")
    (paper / "01-one.md").write_text("# One\n\nA word to begin with.[^a]\n\n[^a]: Noted.\n")
    (here / "draft.txt").write_text("A word to begin with.\n\nAnother that ends it.\n")
    return here


def modules(folder: Path, *arguments: str) -> set[str]:
    """The top-level modules that are loaded when the command has run; and whether it began any
    other process.
    """
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "NO_COLOR": "1"}
    command = [sys.executable, "-c", PROGRAM, str(CHECKOUT), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("modules:\n")[2].splitlines())


@pytest.mark.parametrize("command", NEEDLESS)
def test_nothing_needless_is_loaded(command: str, folder: Path) -> None:
    assert modules(folder, *command.split()) & {*NEEDLESS[command], "a process"} == set()


@pytest.mark.parametrize("to", ["html", "html,pdf"])
def test_a_build_in_which_nothing_has_changed_loads_nothing_of_it(to: str, folder: Path) -> None:
    command = ("build", "essay", "--to", to, "-o", "made")
    first = modules(folder, *command)
    assert "markdown" in first
    assert ("a process" in first) is ("pdf" in to)
    assert not first & ENGINE - {"pypdfium2"}  # another process has it
    assert modules(folder, *command) & (ENGINE | WORD | TEXT | NETWORK | {"a process"}) == set()


@pytest.mark.parametrize("asked", ["--help", "--version", "check --help"])
def test_help_loads_nothing(asked: str) -> None:
    command = [sys.executable, "-X", "importtime", str(CHECKOUT / "build.py"), *asked.split()]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in said.splitlines()}
    assert "octavo" in loaded
    assert loaded & (ENGINE | WORD | TEXT | NETWORK | {"inspect", "json", "dataclasses"}) == set()
