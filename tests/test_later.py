"""WeasyPrint's start imports less, and what it did not import is there when it is needed."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from octavo.engine import later

CHECKOUT = Path(__file__).parent.parent
WITHOUT_HARFBUZZ = """
import logging, sys
from octavo import engine
weasyprint = engine.load()
assert not {"fontTools.subset", "fontTools.varLib.instancer"} & set(sys.modules)
from weasyprint.pdf import fonts
assert fonts.subset.__name__ == "fontTools.subset"
fonts.harfbuzz_subset = None
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
data = weasyprint.HTML(string="<p style='font-family: Source Serif 4'>Words").write_pdf()
import fontTools.subset
assert type(fontTools.subset).__name__ == "module"
assert fonts.subset.Subsetter is fontTools.subset.Subsetter
assert data.startswith(b"%PDF") and len(data) < 60_000, len(data)
"""


def test_fonts_are_subset_without_harfbuzz_too() -> None:
    command = [sys.executable, "-c", WITHOUT_HARFBUZZ]
    run = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    assert run.stderr == ""
    assert run.returncode == 0


def test_a_stand_in_gives_way() -> None:
    name = "octavo.checks.doubled_word"
    sys.modules.pop(name, None)
    stand_in = later.Later(name)
    sys.modules[name] = stand_in
    assert stand_in.check.__name__ == "check"
    assert sys.modules[name] is not stand_in
    assert stand_in.function("check").__name__ == "called"
    assert import_module(name).check is stand_in.check


def test_what_is_imported_already_stays() -> None:
    for name in later.MODULES:
        import_module(name)
    before = {name: sys.modules[name] for name in later.MODULES}
    with later.imported():
        assert {name: sys.modules[name] for name in later.MODULES} == before
