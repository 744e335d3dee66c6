"""The benchmark of whole builds: what it makes of what it measured."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

HERE = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(HERE))
    return import_module("builds")


def test_ratios_are_taken_round_by_round(builds: Any) -> None:
    def runs(*walls: float) -> list[Any]:
        return [builds.Run(wall, wall, 64) for wall in walls]

    measured = {"Octavo": runs(1, 4, 9), "Slow": runs(2, 8, 9), "Octavo, HTML": runs(1, 1, 1)}
    rows = list(builds.table("S", measured))
    assert rows[0].startswith("**S**: 4,500 words, 110 notes")
    assert rows[-2] == "| Slow | 8.00 | 8.00 | 64 | 0.50 |"


def test_a_command_is_measured_and_its_failure_told(builds: Any, tmp_path: Path) -> None:
    spin = [sys.executable, "-c", "bytearray(80_000_000); sum(range(2_000_000))"]
    # The system counts to a process what the one that began it had: here all that tests hold.
    program = "import builds, sys; print(builds.run(sys.argv[2:], sys.argv[1]))"
    measure = [sys.executable, "-c", program, str(tmp_path), *spin]
    said = subprocess.check_output(measure, cwd=HERE, text=True)
    found = re.fullmatch(r"Run\(wall=(.*), cpu=(.*), memory=(.*)\)\n", said)
    assert found
    wall, cpu, memory = map(float, found.groups())
    assert wall > 0 and cpu > 0
    assert 80 < memory < 300
    with pytest.raises(SystemExit, match="no such thing"):
        builds.run([sys.executable, "-c", "raise ValueError('no such thing')"], tmp_path)


def test_the_manuscript_of_a_peer_says_the_same(builds: Any, tmp_path: Path) -> None:
    from octavo import pipeline

    size = builds.manuscripts.Size(600, 12, 1, 1, 2, 5)
    folder = tmp_path / "report"
    builds.manuscripts.write(size, folder)
    made = pipeline.build(folder, ())
    assert made.document is not None
    page = builds.builders.plain.page(folder)
    assert page.count('class="note"') == len(made.document.notes)
    assert "<svg" in page and "[@" not in page and "[^" not in page and "```" not in page
    whole = builds.builders._one_file(folder, "").read_text("utf-8")
    assert whole.count("](assets/") == 1 and "```" not in whole


def test_powers_and_the_picture(builds: Any) -> None:
    assert builds.curve.power(1, 2) == 1
    assert builds.curve.power(1, 4) == 2
    curves = {"Octavo": [(4_500, 2.0), (30_000, 11.0)], "A & B": [(4_500, 3.0), (30_000, 15.0)]}
    picture = ElementTree.fromstring(builds.curve.drawn(curves))
    words = [element.text for element in picture if element.tag.endswith("text")]
    assert {"A & B", "Octavo", "1,000", "10,000", "100,000", "1", "10", "100"} <= set(words)
