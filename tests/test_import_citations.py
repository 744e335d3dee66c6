"""Import: the citations of Zotero, Mendeley, EndNote and Word in a .docx become Octavo's."""

import base64
import json
import random
from pathlib import Path

import pytest
from wordfiles import body, call, field, notes, run, word, zotero

from octavo import importers, pipeline
from octavo.diagnostics import Severity, Source
from octavo.importers import Manuscript
from octavo.importers._citations import Citation, Item
from octavo.importers._citations._works import Works, written
from octavo.locators import Locators
from octavo.marks import mark
from octavo.model import Citation as Read
from octavo.model import Section
from octavo.shipped import shipped

LUTHI = {
    "id": 12,
    "type": "book",
    "title": "The Sino-Soviet Split",
    "author": [{"family": "Lüthi", "given": "Lorenz M."}],
    "issued": {"date-parts": [["2008"]]},
    "publisher": "Princeton University Press",
    "publisher-place": "Princeton",
}
GARVER = {
    "id": 13,
    "type": "book",
    "title": "China’s Quest",
    "author": [{"family": "Garver", "given": "John W."}],
    "issued": {"date-parts": [[2016]]},
    "publisher": "Oxford University Press",
    "publisher-place": "New York",
}


def cited(work: dict[str, object], **said: object) -> dict[str, object]:
    """An item of a citation, as Zotero writes it."""
    address = f"http://zotero.org/users/1/items/{work['id']}"
    return {"id": work["id"], "uris": [address], "itemData": work, **said}


def text(made: Manuscript) -> str:
    """The sections."""
    return "\n".join(made.files[name].decode() for name in made.files if name.endswith(".md"))


def works(made: Manuscript) -> dict[str, dict[str, object]]:
    """What references.json describes, by key."""
    return {work["id"]: work for work in json.loads(made.files["references.json"])}


def prove_it_builds(made: Manuscript, folder: Path) -> str:
    """The page that a manuscript becomes: all its citations and entries are understood."""
    importers.write(made, folder)
    result = pipeline.build(folder, ["html"])
    unread = ("unknown_citation", "bibliography", "uncited_reference", "style")
    assert [f for f in result.findings if f.severity is Severity.ERROR or f.rule in unread] == []
    (page,) = [output for output in result.outputs if output.name.endswith(".html")]
    return page.data.decode()


def said(made: Manuscript) -> list[str]:
    """What the import says of citations."""
    return [one.message for one in made.findings if one.rule == "imported_citations"]


# --- Zotero ------------------------------------------------------------------------------


def test_zotero_in_the_text(tmp_path: Path) -> None:
    document = body(
        run("The loan was small ")
        + zotero(cited(GARVER, locator="54"), shown="(Garver 2016, 54)")
        + run("; ideology mattered ")
        + zotero(
            cited(LUTHI, prefix="see ", locator="46-79", suffix="and *passim*"),
            cited(GARVER, locator="iv", label="chapter"),
            shown="(see Lüthi 2008; Garver 2016)",
        )
        + run(", as Garver says ")
        + zotero(cited(GARVER, **{"suppress-author": True}), shown="(2016)")
        + run(".")
    )
    made = importers.make(word(tmp_path, document=document))
    assert text(made) == (
        "The loan was small [@garver2016, 54]; ideology mattered [see @luthi2008, 46-79 and "
        "\\*passim\\*; @garver2016, {chapter iv}], as Garver says [-@garver2016].\n"
    )
    assert list(works(made)) == ["garver2016", "luthi2008"]
    assert works(made)["luthi2008"] == {**LUTHI, "id": "luthi2008"}
    assert b"(see L\xc3\xbcthi 2008; Garver 2016)" in made.files["dropped.txt"]
    assert said(made) == ["3 citations of 2 works were taken over, this is the first"]
    assert "Garver, John\N{NO-BREAK SPACE}W." in prove_it_builds(made, tmp_path / "paper")


def test_zotero_in_notes(tmp_path: Path) -> None:
    document = body(
        run("Ideology mattered.") + call(1) + run(" Not all agree,") + call(2) + run(" it seems."),
        run("Bibliography", "<w:rPr><w:b/></w:rPr>"),
        field(
            ' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY ',
            f"{run('Garver. Quest.')}</w:p><w:p>{run('Lüthi. Split.')}",
        ),
        run("Thanks", "<w:rPr><w:b/></w:rPr>"),
        run("To all."),
    )
    footnotes = notes(
        "footnote",
        zotero(cited(LUTHI, locator="46"), shown="Lüthi, Split, 46", noteIndex=1) + run("."),
        run("But see ")
        + zotero(cited(GARVER, locator="3"), shown="Garver, Quest, 3", noteIndex=2)
        + run(" on it ")
        + zotero(cited(LUTHI), shown="(Lüthi, Split)", noteIndex=2)
        + run("."),
    )
    made = importers.make(word(tmp_path, document=document, footnotes=footnotes))
    assert text(made) == (
        "Ideology mattered [@luthi2008, 46]. Not all agree,[^2] it seems.\n\n"
        "[^2]: But see @garver2016 [3] on it [@luthi2008].\n\n"
        "# Bibliography {-}\n\n{bibliography}\n\n# Thanks\n\nTo all.\n"
    )
    assert "L\xfcthi. Split." in made.files["dropped.txt"].decode()
    page = prove_it_builds(made, tmp_path / "paper")
    assert page.rindex("Lüthi, Lorenz\N{NO-BREAK SPACE}M.") < page.rindex("Thanks")


def test_the_style_that_zotero_used_is_kept(tmp_path: Path) -> None:
    def properties(style: str) -> dict[str, str]:
        inner = "".join(
            f'<property name="ZOTERO_PREF_{n}"><lpwstr>{part}</lpwstr></property>'
            for n, part in enumerate(
                (f"&lt;style id=&quot;http://www.zotero.org/styles/{style[:2]}", style[2:]), 1
            )
        )
        return {"docProps/custom.xml": f"<Properties>{inner}&quot;</Properties>"}

    draft = body(run("It was small ") + zotero(cited(GARVER), shown="(Garver)") + run("."))
    made = importers.make(word(tmp_path, properties("apa"), document=draft))
    assert b'style = "apa"' in made.files["report.toml"]
    made = importers.make(word(tmp_path, properties("journal-of-none"), document=draft))
    assert b'style = "chicago-notes-bibliography"' in made.files["report.toml"]
    assert any("style journal-of-none" in message for message in said(made))


def test_what_was_edited_by_hand_is_said(tmp_path: Path) -> None:
    draft = body(run("So ") + zotero(cited(GARVER), shown="(Garver, ch. 2)", dontUpdate=True))
    made = importers.make(word(tmp_path, document=draft))
    assert "this citation was edited by hand: “(Garver, ch. 2)”" in said(made)


@pytest.mark.parametrize(
    ("code", "program"),
    [
        ('ADDIN ZOTERO_ITEM {"citationItems":[{"uri":["http://zotero.org/x"]}]}', "Zotero"),
        ("ADDIN ZOTERO_ITEM CSL_CITATION {broken", "Zotero"),
        ("ADDIN EN.CITE", "EndNote"),
        ("ADDIN EN.CITE <EndNote><Cite><Author>Broken", "EndNote"),
        ("ADDIN CitaviPlaceholder{eyJ9}", "Citavi"),
        ("CITATION Lut08", "Word"),
    ],
)
def test_a_citation_without_data_stays_as_text(code: str, program: str, tmp_path: Path) -> None:
    draft = body(
        run("It was small ") + field(code, run("(Garver 2016)")) + run("."),
        field("ADDIN EN.REFLIST", run("Garver. Quest.")),
    )
    made = importers.make(word(tmp_path, document=draft))
    assert text(made) == "It was small (Garver 2016).\n\nGarver. Quest.\n"
    (message,) = said(made)
    assert program in message
    assert "“(Garver 2016)”" in message


# --- Mendeley ----------------------------------------------------------------------------


def test_mendeley_desktop_numbers_works_anew_in_each_citation(tmp_path: Path) -> None:
    def mendeley(work: dict[str, object], code: str) -> str:
        item = {"id": "ITEM-1", "itemData": {**work, "id": "ITEM-1"}, "locator": "7"}
        item |= {"uris": [f"http://www.mendeley.com/documents/?uuid={work['id']}"]}
        data = {"citationItems": [item], "mendeley": {"formattedCitation": "(X)"}}
        return field(f"{code} {json.dumps(data)}", run("(X)"))

    draft = body(
        run("One ")
        + mendeley(LUTHI, "ADDIN CSL_CITATION")
        + run(", two ")
        + mendeley(GARVER, "ADDIN Mendeley Citation{a-b;c-d} CSL_CITATION")
        + run("."),
        field("ADDIN Mendeley Bibliography CSL_BIBLIOGRAPHY", run("Garver. Quest.")),
    )
    made = importers.make(word(tmp_path, document=draft))
    assert text(made) == "One [@luthi2008, 7], two [@garver2016, 7].\n"
    prove_it_builds(made, tmp_path / "paper")


def test_mendeley_cite_hides_a_citation_in_a_content_control(tmp_path: Path) -> None:
    item = {"id": "e219b34e-d397-37b4-818e-80ca578eae74", "itemData": LUTHI, "composite": True}
    data = base64.b64encode(json.dumps({"citationItems": [item]}).encode()).decode()
    draft = body(
        run("")
        + f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{data}"/></w:sdtPr><w:sdtContent>'
        + f"{run('Lüthi (2008)')}</w:sdtContent></w:sdt>{run(' blames ideology.')}",
        '<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_BIBLIOGRAPHY"/></w:sdtPr><w:sdtContent>'
        f"<w:p>{run('Lüthi. Split.')}</w:p></w:sdtContent></w:sdt>",
    )
    made = importers.make(word(tmp_path, document=draft))
    assert text(made) == "@luthi2008 blames ideology.\n"
    prove_it_builds(made, tmp_path / "paper")


# --- EndNote -----------------------------------------------------------------------------

ENDNOTE = """<EndNote><Cite{}><Author>Lüthi</Author><Year>2008</Year><RecNum>19</RecNum>
<Pages>12</Pages><Prefix>see </Prefix><DisplayText>(see Lüthi, 2008)</DisplayText><record>
<rec-number>19</rec-number><foreign-keys><key app="EN" db-id="z2as">19</key></foreign-keys>
<ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal">Lüthi, Lorenz M.</style></author><author>Cold War Project,</author>
</authors></contributors><titles><title>Twenty-Four Soviet-Bloc Documents</title>
<secondary-title>Cold War Bulletin</secondary-title></titles><pages>367-398</pages>
<volume>16</volume><number>1</number><dates><year>2008</year></dates>
<electronic-resource-num>10.1000/x</electronic-resource-num>
</record></Cite></EndNote>"""


@pytest.mark.parametrize("hidden", [False, True])
def test_endnote(hidden: bool, tmp_path: Path) -> None:
    xml = ENDNOTE.format("")
    if hidden:
        data = base64.b64encode(xml.encode() + b"\0").decode()
        begin = (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{data}</w:fldData></w:fldChar></w:r>'
        )
        inner = f"{begin}<w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r>"
        inner += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        citation = f"{begin}<w:r><w:instrText> ADDIN EN.CITE </w:instrText></w:r>{inner}"
        citation += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("(see Lüthi, 2008)")
        citation += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    else:
        citation = field(f" ADDIN EN.CITE {xml}", run("(see Lüthi, 2008)"))
    draft = body(run("It was so ") + citation + run("."))
    made = importers.make(word(tmp_path, document=draft))
    assert text(made) == "It was so [see @luthi2008, 12].\n"
    assert works(made)["luthi2008"] == {
        "type": "article-journal",
        "title": "Twenty-Four Soviet-Bloc Documents",
        "container-title": "Cold War Bulletin",
        "volume": "16",
        "issue": "1",
        "page": "367-398",
        "DOI": "10.1000/x",
        "author": [{"family": "Lüthi", "given": "Lorenz M."}, {"literal": "Cold War Project"}],
        "issued": {"date-parts": [[2008]]},
        "id": "luthi2008",
    }
    prove_it_builds(made, tmp_path / "paper")


def test_endnote_shows_the_author_in_the_sentence_or_not_at_all(tmp_path: Path) -> None:
    outside, without = (ENDNOTE.format(f' {name}="1"') for name in ("AuthorYear", "ExcludeAuth"))
    draft = body(
        field(f"ADDIN EN.CITE {outside}", run("Lüthi (2008)"))
        + run(" says so ")
        + field(f"ADDIN EN.CITE {without}", run("(2008)"))
        + run(".")
    )
    made = importers.make(word(tmp_path, document=draft))
    assert text(made) == "see @luthi2008 [12] says so [see -@luthi2008, 12].\n"


# --- Word --------------------------------------------------------------------------------

SOURCES = """<b:Sources xmlns:b="urn:b" StyleName="APA" SelectedStyle="x"><b:Source>
<b:Tag>Lut08</b:Tag><b:SourceType>Book</b:SourceType><b:Title>The Sino-Soviet Split</b:Title>
<b:Year>2008</b:Year><b:City>Princeton</b:City><b:Publisher>Princeton University Press</b:Publisher>
<b:Author><b:Author><b:NameList><b:Person><b:Last>Lüthi</b:Last><b:First>Lorenz</b:First>
<b:Middle>M.</b:Middle></b:Person></b:NameList></b:Author></b:Author></b:Source><b:Source>
<b:Tag>Wil20</b:Tag><b:SourceType>InternetSite</b:SourceType><b:Title>Digital Archive</b:Title>
<b:YearAccessed>2020</b:YearAccessed><b:MonthAccessed>May</b:MonthAccessed><b:DayAccessed>4</b:DayAccessed>
<b:URL>https://example.org/a</b:URL><b:Author><b:Author><b:Corporate>Wilson Center</b:Corporate>
</b:Author></b:Author></b:Source></b:Sources>"""


def test_the_citations_of_word_itself(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtPr><w:citation/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    code = r'CITATION Lut08 \p 12 \f "see " \l 1033 \m Wil20 \n'
    draft = body(
        run("It was so ") + control.format(field(code, run("(see Lüthi, 2008)"))) + run("."),
        f"<w:sdt><w:sdtPr><w:bibliography/></w:sdtPr><w:sdtContent><w:p>{run('References')}</w:p>"
        f"<w:p>{field('BIBLIOGRAPHY', run('Lüthi. Split.'))}</w:p></w:sdtContent></w:sdt>",
    )
    made = importers.make(word(tmp_path, {"customXml/item1.xml": SOURCES}, document=draft))
    assert text(made) == (
        "It was so [see @luthi2008, 12; -@wilsoncenter].\n\n# References {-}\n\n{bibliography}\n"
    )
    assert works(made)["luthi2008"]["author"] == [{"family": "Lüthi", "given": "Lorenz M."}]
    assert works(made)["wilsoncenter"]["accessed"] == "4 May 2020"
    assert b'style = "apa"' in made.files["report.toml"]
    assert "Wilson Center" in prove_it_builds(made, tmp_path / "paper")


# --- keys and notation -------------------------------------------------------------------


def test_two_works_of_one_author_and_year_have_two_keys() -> None:
    all_works = Works()
    other = {**LUTHI, "title": "Another"}
    assert [all_works.key(Item(work)) for work in (LUTHI, other, {**LUTHI, "id": 99})] == [
        "luthi2008",
        "luthi2008b",
        "luthi2008",
    ]
    assert all_works.key(Item({**LUTHI, "citation-key": "Split"}, ("here",))) == "luthi2008"
    assert all_works.key(Item({"title": "Neu", "citation-key": "neu:1"}, ("there",))) == "neu:1"
    assert all_works.key(Item({}, ("there",))) == "neu:1"
    assert all_works.key(Item({}, ("nowhere",))) == ""


WORDS = ["see", "cf. [the]", "a; b", "{x}", "*so*", "@home", "[^1]", "p. 3", "ff", "1\\2", "é", "]"]
PLACES = ["", "12", "3-5", "iv", "12, 14", "A 3", "fond 5, opis 2", "12]", "{9}"]


@pytest.mark.parametrize("seed", range(100))
def test_what_is_written_reads_back_the_same(seed: int) -> None:
    chance = random.Random(seed)
    items = [
        Item(
            chance.choice([LUTHI, GARVER]),
            locator=chance.choice(PLACES),
            label=chance.choice(["page", "chapter", "section", "sub verbo", "volume"]),
            prefix=chance.choice(["", "", *WORDS]),
            suffix=chance.choice(["", "", *WORDS]),
            suppress_author=chance.random() < 0.2,
        )
        for _ in range(chance.randint(1, 3))
    ]
    notation = written(Citation(tuple(items)), Works())
    locale = (shipped("assets") / "csl" / "locales" / "locales-en-GB.xml").read_text("utf-8")
    source = Source(Path("x.md"), f"So it was {notation} in the end.\n")
    found = mark(Section(source, 0), Locators([locale])).marks
    (read,) = [one for one in found if isinstance(one, Read)]
    assert str(read.span.text) == notation
    assert [one.key for one in read.items] == [
        "luthi2008" if item.work is LUTHI else "garver2016" for item in items
    ]
    for item, one in zip(items, read.items, strict=True):
        assert one.suppress_author == item.suppress_author
        assert one.prefix.replace("\\", "") == item.prefix.replace("\\", "")
        if item.locator and not item.suffix:
            assert (one.locator, one.suffix) == (item.locator.strip("{}]"), "")
