"""Every check, on the cases in `cases/checks/<check>.md`."""

import tomllib
from pathlib import Path

import casefiles
import pytest

from octavo import checks, config, pipeline
from octavo.rules import settings

# The cases of these are finished files: see test_lost_text.py and test_house.py.
READ_BACK = {"lost_text", "docx_template"}
CASES = casefiles.folder("checks")
REFERENCES = """[
 {"id": "luthi2008", "type": "book", "title": "The Sino-Soviet Split",
  "author": [{"family": "Lüthi", "given": "Lorenz M."}], "issued": {"date-parts": [[2008]]}},
 {"id": "fig-known", "type": "book", "title": "A Key That Looks Like a Label"}
]"""


def _pictures(folder: Path) -> None:
    """A square of 96 pixels, which a case may print as large as it likes."""
    from PIL import Image

    Image.new("L", (96, 96), 128).save(folder / "square.png")


def test_every_check_has_cases() -> None:
    with_cases = {path.stem for path in (casefiles.HERE / "checks").glob("*.md")}
    assert set(checks.load()) == with_cases | READ_BACK


@pytest.mark.parametrize("check", checks.load())
def test_every_check_explains_itself(check: str) -> None:
    doc = __import__(f"octavo.checks.{check}", fromlist=["check"]).__doc__ or ""
    first, _, rest = doc.partition("\n\n")
    assert first.endswith(".")
    assert rest.strip(), "say why it matters, and the cure"


@pytest.mark.parametrize(("check", "case"), CASES, ids=[f"{n}: {c.name}" for n, c in CASES])
def test_check(check: str, case: casefiles.Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    if "report.toml" not in case.files:
        (tmp_path / "report.toml").write_text('title = "T"\n', encoding="utf-8")
    if "references.json" not in case.files:
        (tmp_path / "references.json").write_text(REFERENCES, encoding="utf-8")
    _pictures(tmp_path)
    found = pipeline.build(tmp_path, ("pdf",) if "Built" in checks.stages(check) else ()).findings
    lines = casefiles.said(finding for finding in found if finding.rule == check)
    assert [line.replace(str(tmp_path), "{folder}") for line in lines] == list(case.expected)


def test_every_setting_has_a_case() -> None:
    declared = {(name, one.name) for name in checks.names() for one in settings.of(name)}
    shown = {
        (name, key)
        for name, case in CASES
        for key in tomllib.loads(case.files.get("report.toml", "")).get("checks", {}).get(name, ())
    }
    assert shown == declared


@pytest.mark.parametrize("check", checks.names())
def test_what_is_said_of_settings_can_be_read(check: str, tmp_path: Path) -> None:
    """The table that `checks RULE` prints is valid, and says no more than what holds anyway."""
    table = settings.explained(check).partition("\n\n")[2].replace("\n    ", "\n").strip()
    (tmp_path / "report.toml").write_text(f'title = "T"\n{table}\n', encoding="utf-8")
    project, findings = config.load(tmp_path)
    assert findings == ()
    kind = checks.settings_of(check)
    assert kind is None or kind(**project.settings[check]) == kind()
