"""The preview in a real browser, when things go wrong or otherwise than usual."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from browser import Browser, Tab
from previews import BUILT, PAGE, REPORT, TOLD, WORKS, paragraph, replace, section, shows

ROOT = Path(__file__).parent.parent.parent

FAILED = "!document.getElementById('failed').hidden && document.getElementById('failed').innerText"
FINE = "document.getElementById('failed').hidden"


class Preview:
    """A preview in a process of its own, which a test begins and ends."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        code = "import sys; from octavo.cli import main; sys.exit(main(sys.argv[1:]))"
        command = [*(sys.executable, "-c", code, "preview", str(folder), "--no-browser")]
        self.process = subprocess.Popen(
            [*command, "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().split(" is at ")[1].split()[0]

    def __enter__(self) -> Preview:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        assert self.process.wait(20) == 0
        assert self.process.stdout
        self.process.stdout.close()


def test_a_tab_goes_on_with_a_preview_that_was_started_anew(
    browser: Browser, manuscript: Path
) -> None:
    with Preview(manuscript) as first:
        tab = browser.tab(first.address)
        tab.wait(BUILT)
        tab.run("document.getElementById('tab-outline').click()")
        tab.run(f"{PAGE}.defaultView.scrollTo(0, 2000)")
    tab.wait("document.getElementById('state').textContent.includes('has ended')")
    replace(manuscript / "01-tea.md", "place 3 of", "place 3½ of")
    with Preview(manuscript, int(first.address.strip("/").rpartition(":")[2])) as second:
        assert second.address == first.address
        tab.wait(shows("place 3½"))
        assert tab.run("!document.getElementById('outline').hidden")
        assert abs(tab.run(f"{PAGE}.defaultView.scrollY") - 2000) < 100
        doubled = "dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))"
        tab.run(f"{paragraph('Tea stood in place 4 of')}.{doubled}")
        assert "01-tea.md:11" in tab.wait(TOLD)
        tab.close()


def test_the_folder_goes_and_comes_back(tab: Tab, manuscript: Path) -> None:
    shutil.move(manuscript, manuscript.with_name("away"))
    assert "there is no report.toml" in tab.wait(FAILED)
    shutil.move(manuscript.with_name("away"), manuscript)
    tab.wait(FINE)
    shutil.rmtree(manuscript)
    tab.wait(FAILED)
    manuscript.mkdir()
    (manuscript / "report.toml").write_text(REPORT, "utf-8")
    (manuscript / "01-jade.md").write_text(section("Jade"), "utf-8")
    tab.wait(shows("Jade stood"))
    tab.wait(FINE)
    replace(manuscript / "01-jade.md", "place 3 of", "place 3½ of")
    tab.wait(shows("place 3½"))


@pytest.mark.parametrize(
    "template",
    [
        "no page at all",
        "{% extends 'shipped/essay.html' %}{% block front %}{{ nothing }}{% endblock %}",
        "{% if %}",
    ],
)
def test_a_template_broken_and_mended(tab: Tab, manuscript: Path, template: str) -> None:
    (manuscript / "templates").mkdir()
    (manuscript / "templates" / "essay.html").write_text(template, "utf-8")
    assert "template" in tab.wait(FAILED)
    assert tab.run(shows("Silk stood in place 7"))
    shutil.rmtree(manuscript / "templates")
    tab.wait(FINE)


def test_a_finding_that_stands_on_no_page_is_opened(tab: Tab, manuscript: Path) -> None:
    (manuscript / "references.bib").write_text(WORKS + "@book{bad, title = {", "utf-8")
    tab.wait("document.querySelector('#findings .place')")
    tab.run("document.querySelector('#findings .place').click()")
    assert "references.bib:2" in tab.wait(TOLD)


def test_a_report_that_never_could_be_built_can_be_mended(
    browser: Browser, manuscript: Path
) -> None:
    (manuscript / "report.toml").write_text("title = ", "utf-8")
    with Preview(manuscript) as preview:
        tab = browser.tab(preview.address)
        tab.wait(FAILED)
        tab.run("document.querySelector('#failed .open').click()")
        assert "report.toml:1" in tab.wait(TOLD)
        (manuscript / "report.toml").write_text(REPORT, "utf-8")
        tab.wait(shows("Silk stood"))
        tab.wait(FINE)
        tab.close()


def test_text_that_looks_like_a_program_is_text(browser: Browser, manuscript: Path) -> None:
    program = "<script>top.hacked = 1</script>"
    (manuscript / "report.toml").write_text(REPORT.replace("Trade", program), "utf-8")
    (manuscript / "01-tea.md").write_text(
        f"# Tea {program}\n\n{program} <img src=x onerror='top.hacked = 2'> [@{program}]\n\n"
        "[a](javascript:top.hacked=3) <svg onload='top.hacked = 4'></svg> said [@smith].\n",
        "utf-8",
    )
    works = WORKS.replace("Ships", f"Ships {program} <img src=x onerror=top.hacked=5>")
    (manuscript / "references.bib").write_text(works, "utf-8")
    with Preview(manuscript) as preview:
        tab = browser.tab(preview.address)
        tab.wait(BUILT)
        tab.run("document.getElementById('tab-sources').click()")
        tab.run(f"{PAGE}.querySelector('sup.call a').focus()")
        tab.run(f"for (const link of {PAGE}.querySelectorAll('a')) link.click()")
        time.sleep(0.5)
        assert tab.run("window.hacked") is None
        assert tab.run("location.href") == preview.address
        assert tab.run(f"{PAGE}.location.pathname") == "/report"
        tab.close()


def test_the_editor_by_keyboard(tab: Tab) -> None:
    tab.run(f"{paragraph('Silk stood in place 6 of')}.scrollIntoView()")
    tab.run("document.getElementById('report').focus()")
    tab.press("F2")
    assert "02-silk.md:15" in tab.wait(TOLD)


def test_a_card_stays_under_the_pointer_and_goes_with_escape(tab: Tab) -> None:
    hidden = "document.getElementById('card').hidden"
    tab.run(f"{PAGE}.querySelector('sup.call a').scrollIntoView({{ block: 'center' }})")
    box = tab.run(f"""(() => {{
        const link = {PAGE}.querySelector('sup.call a').getBoundingClientRect();
        const frame = document.getElementById('report').getBoundingClientRect();
        return [link.left + frame.left + link.width / 2, link.top + frame.top + link.height / 2];
    }})()""")
    time.sleep(0.3)  # the page has come to rest
    tab.ask("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
    tab.wait(f"!{hidden}")
    card = tab.run("""(() => {
        const card = document.getElementById('card').getBoundingClientRect();
        return [card.left + 20, card.top + 12];
    })()""")
    tab.ask("Input.dispatchMouseEvent", type="mouseMoved", x=card[0], y=card[1])
    time.sleep(0.6)
    assert not tab.run(hidden)
    tab.press("Escape")
    assert tab.run(hidden)


def test_what_is_heard_is_only_what_is_new(tab: Tab, manuscript: Path) -> None:
    tab.run("""window.heard = []; new MutationObserver(() =>
        window.heard.push(document.getElementById('heard').textContent)
    ).observe(document.getElementById('heard'), { childList: true })""")
    for number in range(3):
        replace(manuscript / "02-silk.md", "place 5", f"place {number} and 5")
        tab.wait(shows(f"place {number} and"))
    replace(manuscript / "02-silk.md", "place 44 of", "place 44 TODO of")
    tab.wait("document.querySelector('#findings .rule')")
    assert tab.run("window.heard") == ["1 error"]
    assert tab.run("document.getElementById('state').getAttribute('role')") is None
