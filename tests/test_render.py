"""Templates and style sheets: a manuscript's own win; what is wrong in one is named by its line."""

from pathlib import Path

import casefiles
import pytest

from octavo import pipeline, readback
from octavo.diagnostics import Severity

TEXT = "# One\n\nA sentence.\n"
TOML = 'title = "Mao\'s *Pravda* & \\"x\\" <b>"\nabstract = "It\'s short."\n'


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    (tmp_path / "report.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "01-one.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "assets" / "styles").mkdir(parents=True)
    return tmp_path


def page(manuscript: Path) -> str:
    build = pipeline.build(manuscript, ("html",))
    assert build.findings == ()
    return build.outputs[0].data.decode()


def findings(manuscript: Path, template: str) -> list[str]:
    build = pipeline.build(manuscript, ("html",))
    assert build.outputs == ()
    return list(casefiles.said(build.findings, f"{template}.html"))


def test_a_title_is_set_like_text_and_plain_in_the_head(manuscript: Path) -> None:
    html = page(manuscript)
    assert "<title>Mao’s Pravda &amp; ‘x’ &lt;b&gt;</title>" in html
    assert 'class="title">Mao’s <em>Pravda</em> &amp; ‘x’' in html


def test_an_own_template_wins_and_extends_what_it_replaces(manuscript: Path) -> None:
    text = '{% extends "shipped/essay.html" %}{% block bibliography %}OWN{% endblock %}'
    (manuscript / "templates" / "essay.html").write_text(text, encoding="utf-8")
    assert "OWN" in page(manuscript)


def test_an_own_part_wins(manuscript: Path) -> None:
    (manuscript / "templates" / "parts").mkdir()
    part = manuscript / "templates" / "parts" / "title.html"
    part.write_text("<h1>{{ title }} {{ project.name | length }}</h1>", encoding="utf-8")
    assert "<h1>Mao’s <em>Pravda</em>" in page(manuscript)


def test_what_markdown_holds_is_no_template(manuscript: Path) -> None:
    text = "# One {#sec:one}\n\n{{ project }} {% if %} {# no comment #}\n"
    (manuscript / "01-one.md").write_text(text, encoding="utf-8")
    assert "{{ project }} {% if %} {# no comment #}" in page(manuscript)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "<p>\n{{ nothing }}",
            "2:1 error[template] the template fails: 'nothing' is undefined",
        ),
        (
            "{% if title %}\n",
            "1:1 error[template] the template is broken: Unexpected end of template.",
        ),
        (
            "one\n{{ title | nofilter }}",
            "2:1 error[template] the template is broken: No filter named 'nofilter'.",
        ),
        (
            "one\n\n{{ 1 / 0 }}",
            "3:1 error[template] the template fails: division by zero",
        ),
        (
            '{% include "none.html" %}',
            "error[template] there is no template none.html",
        ),
    ],
)
def test_a_broken_template_is_named_by_its_line(manuscript: Path, text: str, finding: str) -> None:
    (manuscript / "templates" / "essay.html").write_text(text, encoding="utf-8")
    (line,) = findings(manuscript, "essay")
    assert finding in line


def test_an_unknown_template_names_the_nearest(manuscript: Path) -> None:
    with (manuscript / "report.toml").open("a", encoding="utf-8") as file:
        file.write('template = "esay"\n')
    build = pipeline.build(manuscript, ("html",))
    assert list(casefiles.said(build.findings)) == [
        "report.toml:3:1 error[template] there is no template esay.html -- did you mean 'essay'?"
    ]
    (draft,) = build.outputs
    assert draft.name.endswith("-draft.html")
    assert b"1 fault" in draft.data


def test_a_draft_counts_the_faults_that_show_only_in_print_too(manuscript: Path) -> None:
    text = "# One\n\nA sentence [@nobody].\n\nA second one that is hidden from every reader.\n"
    (manuscript / "01-one.md").write_text(text, encoding="utf-8")
    (manuscript / "assets" / "styles" / "own.css").write_text("main p + p { display: none }")
    build = pipeline.build(manuscript, ("pdf",))
    errors = [one.rule for one in build.findings if one.severity is Severity.ERROR]
    assert errors == ["unknown_citation", "lost_text"]
    assert "2 faults" in "".join(readback.read(build.outputs[0]).text)


def test_own_styles_are_added_and_their_files_put_in(manuscript: Path) -> None:
    styles = manuscript / "assets" / "styles"
    (styles / "dot.png").write_bytes(b"PNG")
    css = 'p { background: url("dot.png") } b { background: url(../../../secret.png) }'
    (styles / "own.css").write_text(css, encoding="utf-8")
    (manuscript.parent / "secret.png").write_bytes(b"SECRET")
    build = pipeline.build(manuscript, ("html",))
    (said,) = casefiles.said(build.findings, "own.css")
    refused = "url(../../../secret.png) is left out: a style sheet loads nothing from elsewhere"
    assert f"1:50 error[stylesheet] {refused}" in said
    html = build.outputs[0].data.decode()
    assert "background: url(&#34;data" not in html
    assert 'p { background: url("data:image/png;base64,UE5H") }' in html
    assert "b { background: none }" in html
    assert "secret" not in html


def test_the_page_needs_nothing_from_elsewhere(manuscript: Path) -> None:
    html = page(manuscript)
    assert "@font-face" in html
    assert not [part for part in html.split("url(")[1:] if not part.startswith(('"data:', "data:"))]
    scripts = html.split("<script")[1:]
    assert [script[:1] for script in scripts] == [">"]  # the template's own, with no source
    assert "<link" not in html


def test_a_table_of_ten_columns_stays_on_the_page(manuscript: Path) -> None:
    row = "| " + " | ".join(f"1,{number}37 words" for number in range(10)) + " |\n"
    head = "| " + " | ".join(f"Heading {number}" for number in range(10)) + " |\n"
    table = head + "|---" * 10 + "|\n" + row * 4
    (manuscript / "01-one.md").write_text(f"{TEXT}\n{table}", encoding="utf-8")
    assert pipeline.build(manuscript, ("pdf",)).findings == ()
