"""What a finished page may do in a browser: the policy in it, and Chromium's word for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Browser, found

from octavo import pipeline, policy

NOTED = "# One\n\nText.[^a]\n\n[^a]: A note.\n\n# Two\n\nMore.\n"
HOSTILE = (
    "<html onclick='pwn = 3'><head></head><body><script>window.pwn = 1</script>"
    "<img src=x onerror='window.pwn = 2'>{{ body }}</body></html>"
)


def page(folder: Path, template: str = "", *, trusted: bool = False) -> str:
    chosen = 'template = "mine"\n' if template else ""
    (folder / "report.toml").write_text(f'title = "A"\n{chosen}', "utf-8")
    (folder / "01-one.md").write_text(NOTED, "utf-8")
    if template:
        (folder / "templates").mkdir()
        (folder / "templates" / "mine.html").write_text(template, "utf-8")
    (output,) = pipeline.build(folder, ("html",), copy=pipeline.Copy(trusted=trusted)).outputs
    return output.data.decode()


def test_the_policy_stands_ahead_of_all_it_binds(tmp_path: Path) -> None:
    html = page(tmp_path)
    assert html.count("Content-Security-Policy") == 1
    assert html.index("Content-Security-Policy") < html.index("<title>")


@pytest.mark.parametrize(
    "start",
    [
        "<html onclick='x()'>{head}",
        "<!-- {head} --><html>",
        "<!doctype html><script></script>{head}",
        "<!doctype html>\n<html>\n<head>\n<meta charset='utf-8' content=\"{head}\">",
    ],
)
def test_a_frame_that_hides_the_policy_gets_it_in_front(start: str) -> None:
    head = policy.hold("")
    html = policy.hold(start.format(head=head))
    assert html.startswith(f"{head}{start[:5]}")


PATHS = "{{ project }}{{ typed }}{{ project.root }}{{ project.place_of }}{{ typeface }}"
SRCDOC = '<iframe srcdoc="&lt;meta http-equiv=refresh content=&quot;0;url=http://x.test&quot;&gt;">'


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("meta", '<meta http-equiv="refresh" content="0;url=http://x.test/">'),
        ("meta", "<MeTa/name=a content=b http-equiv=refresh>"),
        ("meta", '{{ "<meta" | safe }} name="a" content="b>" http-equiv="refresh">'),
        ("link", "<link rel=preconnect href=http://x.test>"),
        ("link", "<link\nrel='dns-prefetch' href='//x.test'>"),
        ("link", "<!-- > <link rel=prefetch href=http://x.test> -->"),
        ("base", "<base href=http://x.test/>"),
        ("iframe", SRCDOC),
        ("object", "<object data=http://x.test></object>"),
    ],
)
def test_what_no_policy_holds_is_taken_out(tmp_path: Path, name: str, element: str) -> None:
    frame = '{% extends "base.html" %}{% block head %}' + element + "{% endblock %}"
    html = page(tmp_path, frame)
    assert policy.cut_out(html) == (name,)
    there = [match[0] for match in policy.UNHELD.finditer(html) if match[1].lower() == name]
    assert set(there) <= {"<meta"}, "what is left of meta elements is cut, or harmless"
    (said,) = (f for f in pipeline.build(tmp_path, ("html",)).findings if f.rule == "template")
    assert f"<{name}>" in said.message


def test_a_template_of_its_own_keeps_what_does_nothing(tmp_path: Path) -> None:
    element = '<meta name="theme-color" content="#fff"><style>p { color: red }</style>'
    html = page(tmp_path, f'{{% extends "base.html" %}}{{% block head %}}{element}{{% endblock %}}')
    assert element in html
    assert not policy.cut_out(html)


def test_a_template_is_told_no_path_of_the_computer(tmp_path: Path) -> None:
    html = page(tmp_path, PATHS + "{{ project.source }}{{ project.places }}{{ body }}")
    assert "Project(" in html
    assert str(tmp_path) not in html
    assert str(Path.home()) not in html


def test_trusted_pages_have_none(tmp_path: Path) -> None:
    assert "Content-Security-Policy" not in page(tmp_path, trusted=True)


@pytest.mark.skipif(found() is None, reason="no Chromium on this computer")
def test_a_browser_runs_our_script_and_no_other(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("ours", "hostile", "open")]
    for folder in folders:
        folder.mkdir()
    ours, hostile = page(folders[0]), page(folders[1], HOSTILE)
    pages = {"ours": ours, "hostile": hostile, "open": page(folders[2], HOSTILE, trusted=True)}
    for name, html in pages.items():
        (tmp_path / f"{name}.html").write_text(html, "utf-8")
    with Browser(tmp_path / "browser") as browser:
        tabs = {name: browser.tab((tmp_path / f"{name}.html").as_uri()) for name in pages}
        tabs["open"].wait("window.pwn")  # without the policy it runs
        tabs["hostile"].wait("document.readyState === 'complete' && document.body.innerText")
        assert tabs["hostile"].run("document.documentElement.click(); window.pwn ?? null") is None
        tabs["ours"].wait("document.readyState === 'complete'")
        tabs["ours"].run("location.hash = document.querySelector('.notes li').id")
        tabs["ours"].run("dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
        tabs["ours"].wait("location.hash === '#_closed'")
