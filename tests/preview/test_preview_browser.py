"""The preview in a real browser, as a writer has it: saves, faults, clicks, two tabs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from browser import Browser, Tab
from previews import (
    BUILT,
    PAGE,
    REPORT,
    TOLD,
    paragraph,
    replace,
    rules,
    save,
    section,
    shows,
)

ROOT = Path(__file__).parent.parent.parent


def test_an_edit_is_shown_and_nothing_else_moves(tab: Tab, manuscript: Path) -> None:
    tab.run(f"{PAGE}.body.dataset.same = 'yes'; {PAGE}.defaultView.scrollTo(0, 1500)")
    tab.run(f"window.kept = {paragraph('place 40')}")
    before = tab.run("window.kept.getBoundingClientRect().top")
    replace(manuscript / "01-tea.md", "place 3 of", "place 3 and a half, further down, of")
    tab.wait(shows("place 3 and a half"))
    assert tab.run("window.kept.isConnected")
    assert abs(tab.run("window.kept.getBoundingClientRect().top") - before) < 2
    assert tab.run(f"{PAGE}.body.dataset.same") == "yes"  # it was not loaded anew


def test_the_page_goes_to_the_section_that_is_edited(tab: Tab, manuscript: Path) -> None:
    assert tab.run(f"{PAGE}.defaultView.scrollY") == 0
    replace(manuscript / "02-silk.md", "place 50 of", "place 50½ of")
    tab.wait(shows("place 50½"))
    tab.wait(f"{PAGE}.defaultView.scrollY > 1000")


@pytest.mark.parametrize("added", [True, False])
def test_the_page_goes_to_the_end_of_a_text_and_not_to_its_notes(
    tab: Tab, manuscript: Path, added: bool
) -> None:
    path = manuscript / "01-tea.md"
    text, more = path.read_text("utf-8"), "\n\n\nOne paragraph more.\n"
    save(path, text if added else text + more)
    tab.wait(f"{shows('One paragraph more')} === {str(not added).lower()}")
    tab.run(f"{paragraph('Silk stood in place 30 of')}.scrollIntoView()")
    save(path, text + more if added else text + "\n\n\n")
    tab.wait(f"{shows('One paragraph more')} === {str(added).lower()}")
    box = f"{paragraph('It is said')}.getBoundingClientRect()"
    tab.wait(f"{box}.top > 0 && {box}.bottom < {PAGE}.defaultView.innerHeight")


def test_an_edit_behind_a_citation_leaves_the_page_where_it_is(tab: Tab, manuscript: Path) -> None:
    path = manuscript / "01-tea.md"
    save(path, path.read_text("utf-8") + "\nShips [@smith, 4] came\nlate [@smith, 5] and left.\n")
    tab.wait(shows("and left"))
    tab.run(f"{paragraph('and left')}.scrollIntoView({{ block: 'center' }})")
    before = tab.run(f"{PAGE}.defaultView.scrollY")
    replace(path, "and left", "and soon left")
    tab.wait(shows("and soon left"))
    assert abs(tab.run(f"{PAGE}.defaultView.scrollY") - before) < 2


def test_the_view_that_is_left_keeps_its_place(tab: Tab) -> None:
    tab.wait("document.querySelectorAll('.sheet img').length > 3")
    tab.run(f"{PAGE}.defaultView.scrollTo(0, 1500)")
    tab.run("document.getElementById('tab-print').click()")
    tab.run("document.getElementById('tab-screen').click()")
    assert tab.run(f"{PAGE}.defaultView.scrollY") == 1500


def test_the_pages_go_where_the_screen_was_and_where_the_outline_says(tab: Tab) -> None:
    tab.wait("document.querySelectorAll('.sheet img').length > 3")
    tab.run(f"{paragraph('Silk stood in place 30 of')}.scrollIntoView()")
    tab.run("document.getElementById('tab-print').click()")
    tab.wait("document.getElementById('view-print').scrollTop > 3500")
    tab.run("[...document.querySelectorAll('#outline .heading')][0].click()")
    tab.wait("document.getElementById('view-print').scrollTop < 3000")


def test_a_fault_shows_and_goes(tab: Tab, manuscript: Path) -> None:
    assert rules(tab) == []
    replace(manuscript / "01-tea.md", "[@smith, 3]", "[@smiht, 3]")
    tab.wait("document.querySelector('#findings .rule')?.textContent === 'unknown_citation'")
    assert tab.run(f"{PAGE}.defaultView.CSS.highlights.get('octavo-error').size") == 1
    replace(manuscript / "01-tea.md", "[@smiht, 3]", "[@smith, 3]")
    tab.wait("document.querySelector('#findings .fine')")
    assert tab.run(f"{PAGE}.defaultView.CSS.highlights.get('octavo-error').size") == 0


def test_report_toml_broken_and_mended(tab: Tab, manuscript: Path) -> None:
    (manuscript / "report.toml").write_text("title = ", "utf-8")
    tab.wait("!document.getElementById('failed').hidden")
    assert tab.run(shows("Silk stood in place 7"))  # the last good page
    (manuscript / "report.toml").write_text(REPORT.replace("Trade", "Barter"), "utf-8")
    tab.wait("document.getElementById('failed').hidden")
    tab.wait(shows("Barter"))
    tab.wait("document.getElementById('title').textContent === 'Barter'")


def test_a_click_tells_file_and_line(tab: Tab) -> None:
    doubled = "dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))"
    tab.run(f"{paragraph('Silk stood in place 1 of')}.{doubled}")
    told = tab.wait(TOLD)
    assert "trade/02-silk.md:5" in told


def test_the_printed_pages_renew(tab: Tab, manuscript: Path) -> None:
    pictures = "[...document.querySelectorAll('.sheet img')].map((one) => one.src)"
    tab.run("document.getElementById('tab-print').click()")
    tab.wait("document.querySelectorAll('.sheet img').length > 3")
    tab.wait("document.querySelector('.sheet img').naturalWidth > 500")
    before = tab.run(pictures)
    replace(manuscript / "02-silk.md", "place 59 of", "place 59½ of")
    tab.wait("document.getElementById('age').textContent.includes('new, printing the rest')")
    tab.wait(
        f"JSON.stringify({pictures}) !== {json.dumps(json.dumps(before, separators=(',', ':')))}"
    )
    after = tab.run(pictures)
    assert (len(after), after[:2]) == (len(before), before[:2])
    tab.run("document.querySelectorAll('.sheet')[2].scrollIntoView()")
    tab.run("""(() => {
        const sheet = document.querySelectorAll('.sheet')[2];
        const box = sheet.firstChild.getBoundingClientRect(), scale = box.width / sheet.page.width;
        const [, x, y, width, height] = sheet.page.blocks[2];
        const clientX = box.left + (x + width / 2) * scale;
        const clientY = box.top + (y + height / 2) * scale;
        sheet.dispatchEvent(new MouseEvent('dblclick', { clientX, clientY }));
    })()""")
    place = tab.run("document.querySelectorAll('.sheet')[2].page.blocks[2][0]").rpartition("-")[0]
    told = tab.wait(TOLD)
    assert place in told


def test_two_tabs_show_the_same(tab: Tab, browser: Browser, address: str, manuscript: Path) -> None:
    other = browser.tab(address)
    other.wait(BUILT)
    replace(manuscript / "01-tea.md", "place 2 of", "place 2½ of")
    for one in (tab, other):
        one.wait(shows("place 2½"))
    assert tab.run(f"{PAGE}.body.innerHTML") == other.run(f"{PAGE}.body.innerHTML")


def test_ten_saves_in_a_second(tab: Tab, manuscript: Path) -> None:
    path = manuscript / "01-tea.md"
    text = path.read_text("utf-8")
    for number in range(10):
        path.write_text(text.replace("place 5 of", f"place 5.{number} of"), "utf-8")
        time.sleep(0.08)
    tab.wait(shows("place 5.9 of"))


def test_an_editor_that_saves_by_renaming(tab: Tab, manuscript: Path) -> None:
    path = manuscript / "01-tea.md"
    for number in range(3):
        save(path, section(f"Coffee {number}"))
        tab.wait(shows(f"Coffee {number} stood"))


def test_a_file_deleted_and_put_back_and_one_added(tab: Tab, manuscript: Path) -> None:
    path = manuscript / "02-silk.md"
    text = path.read_text("utf-8")
    path.unlink()
    tab.wait(f"!({shows('Silk stood')})")
    path.write_text(text, "utf-8")
    tab.wait(shows("Silk stood"))
    (manuscript / "03-jade.md").write_text(section("Jade"), "utf-8")
    tab.wait(shows("Jade stood"))
    (manuscript / "assets" / "styles").mkdir(parents=True)
    (manuscript / "assets" / "styles" / "own.css").write_text("p { color: rgb(1, 2, 3) }", "utf-8")
    colour = f"{PAGE}.defaultView.getComputedStyle({PAGE}.querySelector('main p')).color"
    tab.wait(f"{colour} === 'rgb(1, 2, 3)'")


def test_a_citation_shows_its_reference(tab: Tab) -> None:
    tab.run(f"{PAGE}.querySelector('sup.call a').focus()")
    assert "Jo Smith" in tab.wait(
        "!document.getElementById('card').hidden && document.getElementById('card').textContent"
    )
    tab.run("document.getElementById('tab-sources').click()")
    assert "copy [@smith, ]" in tab.run("document.getElementById('sources').innerText")


def test_panels_by_keyboard(tab: Tab, manuscript: Path) -> None:
    tab.run("document.getElementById('tab-findings').focus()")
    tab.press("ArrowRight")
    tab.press("End")
    assert tab.run("document.activeElement.id") == "tab-sources"
    assert tab.run("!document.getElementById('sources').hidden")
    replace(manuscript / "02-silk.md", "place 44 of", "place 44 TODO of")
    tab.wait("document.querySelector('#findings .rule')")
    tab.press("F8")
    tab.wait("document.querySelector('#findings .current')")
    tab.wait(f"{PAGE}.defaultView.scrollY > 1000")
    tab.press("F2")
    line = (manuscript / "02-silk.md").read_text("utf-8").partition("TODO")[0].count("\n") + 1
    assert f"trade/02-silk.md:{line}" in tab.wait(TOLD)
    tab.run("document.getElementById('report').focus()")
    tab.press("F6")
    assert tab.run("document.activeElement.id") == "tab-sources"


def test_many_edits_end_like_a_fresh_page(
    tab: Tab, browser: Browser, address: str, manuscript: Path
) -> None:
    path = manuscript / "01-tea.md"
    for number in range(25):
        text = section("Tea", 30 + number % 7)
        path.write_text(text.replace("place 4 ", f"place *4* {'and ' * (number % 3)}"), "utf-8")
        time.sleep(0.06)
    path.write_text(section("Rice", 33), "utf-8")
    tab.wait(shows("Rice stood in place 32"))
    fresh = browser.tab(address)
    fresh.wait(BUILT)
    assert tab.run(f"{PAGE}.body.innerHTML") == fresh.run(f"{PAGE}.body.innerHTML")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_and_leaves_no_process(manuscript: Path, number: signal.Signals) -> None:
    """A terminal sends Ctrl-C to the preview and to all that it began."""
    code = "import sys; from octavo.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [*(sys.executable, "-c", code, "preview", str(manuscript), "--no-browser")]
    process = subprocess.Popen(
        [*command, "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert "is at http://127.0.0.1:" in process.stdout.readline()
    time.sleep(1.5)  # the press is at work
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    below = children.read_text().split() if children.exists() else []
    os.killpg(process.pid, number)
    _, faults = process.communicate(timeout=20)
    assert (process.returncode, faults) == (0, "")
    assert [child for child in below if Path(f"/proc/{child}").exists()] == []


def test_pages_of_random_parts_become_one_another(tab: Tab) -> None:
    script = (ROOT / "tests" / "cases" / "preview" / "random_parts.js").read_text("utf-8")
    assert tab.run(script) == "equal"


def test_a_save_does_not_have_the_whole_page_styled_anew(tab: Tab, manuscript: Path) -> None:
    tab.run(f"window.sheet = {PAGE}.adoptedStyleSheets[0]")
    for number in range(3):
        replace(manuscript / "01-tea.md", "place 3", f"place {number} and 3")
        tab.wait(shows(f"place {number} and"))
    assert tab.run(f"{PAGE}.adoptedStyleSheets.length === 1")
    assert tab.run(f"window.sheet && {PAGE}.adoptedStyleSheets[0] === window.sheet")
