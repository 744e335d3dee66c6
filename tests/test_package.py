"""The wheel: just what git keeps of Octavo, and it works away from the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
PACKED = {"templates": "octavo/_data/templates", "assets": "octavo/_data/assets"}
SHIPPED_ASSETS = ("briefs", "counts", "csl", "fonts", "languages", "preview", "styles")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = str(tmp_path_factory.mktemp("wheel"))
    return Path(next(WheelBuilder(str(ROOT)).build(directory=folder, versions=["standard"])))


def kept() -> Iterator[str]:
    """The files that git keeps, or would keep: not what it is told to ignore."""
    listed = subprocess.run(
        # safe.directory: the checkout may belong to another user, as in CI
        [*"git -c safe.directory=* ls-files -z --cached --others --exclude-standard".split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    yield from (name for name in listed.stdout.split("\0") if (ROOT / name).is_file())


def packed(name: str) -> str | None:
    """Where the wheel has that file of the checkout; None if it is to stay out."""
    top, _, rest = name.partition("/")
    if top == "octavo":
        return name
    if top == "templates" or (top == "assets" and rest.split("/")[0] in SHIPPED_ASSETS):
        return f"{PACKED[top]}/{rest}"
    return None


@pytest.mark.skipif(
    not (ROOT / ".git").exists() or not shutil.which("git"), reason="needs a git checkout, and git"
)
def test_the_wheel_holds_what_git_keeps(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if "/licenses/" in name]
    assert names == {packed(name) for name in kept()} - {None}
    assert [name.rpartition("/")[2] for name in licences] == ["LICENSE", "THIRD-PARTY.md"]


def test_the_wheel_works_elsewhere(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    program = (
        "import sys; sys.path.insert(0, 'installed')\n"
        "import octavo\n"
        "from octavo.shipped import shipped\n"
        "from octavo.cli import main\n"
        "print(octavo.__file__, shipped('templates'), shipped('assets'))\n"
        "print(main(['new', 'paper']), main(['build', 'paper', '-o', 'made']))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert str(ROOT) not in result.stdout + result.stderr
    assert result.stdout.splitlines()[-1] == "0 0", result.stdout + result.stderr
    assert {path.suffix for path in (tmp_path / "made").iterdir()} >= {".html", ".pdf"}
