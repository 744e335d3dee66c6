"""An anonymous copy: nothing in it names its author, and what does is found."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image, PngImagePlugin
from test_house import house

from octavo import cleaning, submission, svg
from octavo.diagnostics import Severity
from octavo.engine import libraries
from octavo.submission import Submission, Wishes, verify
from octavo.submission.layers import layers
from octavo.submission.needles import Needle, removed

REPORT = """title = "Two Capitals"
authors = ["Zoë Quillfeather"]
course = "HIST2041"
date = 2026-11-23
acknowledgements = "I thank Basil Thornapple and my cat."

[author]
student_id = "u7654321"
candidate = "K7QX"
email = "zq42@example.edu"
supervisor = ["Dr Basil Thornapple"]
also = ["quillblog"]

[declaration]
originality = true
ai = "none"

[pdf]
attach_sources = true

[submit]
anonymous = true
file_name = "{candidate}_{title}"
"""
TEXT = "# The split\n\nOne two three [@feather2001, 3].[^a]\n\n[^a]: A remark.\n"
WORK = {
    "id": "feather2001",
    "type": "book",
    "title": "A Feather",
    "publisher": "Press",
    "author": [{"family": "Other", "given": "Ann"}],
    "issued": {"date-parts": [[2001]]},
}
OWN: dict[str, object] = {
    **WORK,
    "id": "quill2020",
    "title": "Inkhorns",
    "author": [{"family": "Quillfeather", "given": "Z."}],
}
PLANTED = ("quillfeather", "zoe", "zoë", "u7654321", "zq42", "thornapple", "quillblog")

pytestmark = pytest.mark.skipif(bool(libraries.missing()), reason="Pango is missing")


def paper(folder: Path, text: str = TEXT, report: str = REPORT, *works: dict[str, object]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.toml").write_text(report, encoding="utf-8")
    (folder / "01-split.md").write_text(text, encoding="utf-8")
    (folder / "references.json").write_text(json.dumps([WORK, *works]), encoding="utf-8")
    return folder


def said(made: Submission, severity: Severity = Severity.ERROR) -> list[str]:
    return [f.message for f in made.findings if f.rule == "identity" and f.severity is severity]


# --- nothing is left ---------------------------------------------------------------------


ALL = ("pdf", "html", "docx", "txt", "md")
PICTURES = ("map.png", "photo.jpg", "flag.gif", "plan.svg")


def planted(folder: Path) -> Path:
    """A paper in whose every corner the author's name is hidden."""
    wants = f"[submit]\nformats = {list(ALL)}"
    report = REPORT.replace("[submit]", wants).replace(
        "[author]", 'docx_template = "a.docx"\n[author]'
    )
    shown = "".join(f"![A picture]({name})\n\n" for name in PICTURES)
    root = paper(folder, f"{TEXT}\n{shown}<!-- by Zoë Quillfeather -->\n", report)
    named = PngImagePlugin.PngInfo()
    named.add_text("Author", "Zoë Quillfeather", zip=True)
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = "Quillfeather", 6
    square = Image.new("RGB", (40, 30), "navy")
    square.save(root / "map.png", pnginfo=named)
    square.save(root / "photo.jpg", exif=exif, comment=b"by Quillfeather")
    for name in ("map.png", "photo.jpg"):
        with (root / name).open("ab") as file:
            file.write(b"Quillfeather")
    square.save(root / "flag.gif", comment=b"by Quillfeather")
    (root / "plan.svg").write_text(SVG, encoding="utf-8")
    (root / "a.docx").write_bytes(house(("core.xml", "Prof.", "Zoë")))
    return root


SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="d" xmlns:inkscape="i"
width="90" height="9" data-by="quillfeather" aria-label="Quillfeather"
inkscape:export-filename="/home/quillfeather/plan.png"><!-- Quillfeather --><metadata>
<dc:creator>Zoë Quillfeather</dc:creator></metadata>
<title>Quillfeather</title><style>/* Quillfeather */ path { fill: #000 }</style>
<path d="M0 0h90v9z"/></svg>"""


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Submission:
    return submission.make(planted(tmp_path_factory.mktemp("quillfeather") / "zoe"), Wishes())


def test_the_planted_names_stand_nowhere(handed_in: Submission) -> None:
    assert not [f for f in handed_in.findings if f.severity is Severity.ERROR]
    assert handed_in.bundle and handed_in.files
    (row,) = (row for row in handed_in.rows if row.key == "submit.anonymous")
    assert (row.wanted, row.found, row.met) == ("none", "none", True)
    names = {f"K7QX_Two-Capitals.{ending}" for ending in ALL}
    assert {*handed_in.files} == {*names, "submission.json", "receipt.pdf", "SHA256SUMS"}
    for where, text in everything("a.zip", handed_in.bundle.data):
        low = text.casefold()
        assert not [name for name in PLANTED if name in low], where
    assert "K7QX" in handed_in.files["K7QX_Two-Capitals.html"].decode()


def test_such_a_bundle_is_proven_by_its_sums(handed_in: Submission, tmp_path: Path) -> None:
    assert handed_in.bundle
    path = tmp_path / "a.zip"
    path.write_bytes(handed_in.bundle.data)
    proof = verify.verify(path)
    assert not proof.fails and proof.words.said == "sums only"


def test_all_pictures_are_still_there(handed_in: Submission) -> None:
    assert handed_in.files
    page = handed_in.files["K7QX_Two-Capitals.html"].decode()
    assert page.count('alt="A picture"') == len(PICTURES)
    with zipfile.ZipFile(io.BytesIO(handed_in.files["K7QX_Two-Capitals.docx"])) as archive:
        assert sum("media/" in name for name in archive.namelist()) >= len(PICTURES)


def everything(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """All that a file holds, unpacked by other means than the search's own."""
    yield name, name
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield from everything(f"{name}/{entry.filename}", archive.read(entry))
        return
    if data.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        yield f"{name} pages", "\n".join(page.extract_text() for page in reader.pages)
        yield f"{name} info", str(reader.metadata)
        for number in range(1, int(str(reader.trailer["/Size"]))):
            found = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
            yield f"{name} object {number}", str(found)
            if isinstance(found, pypdf.generic.StreamObject):
                raw = found.get_data() if "/DCT" not in str(found.get("/Filter")) else found._data
                yield f"{name} stream {number}", raw.decode("latin-1")
                yield f"{name} stream {number}", raw.decode("utf-16-be", errors="replace")
        return
    for match in re.finditer(rb"data:image/[\w+-]+;base64,([\w+/=]+)", data):
        yield from everything(f"{name} picture", base64.b64decode(match[1]))
    if data.startswith((b"GIF8", b"\xff\xd8\xff", b"\x89PNG")):
        with Image.open(io.BytesIO(data)) as picture:
            yield f"{name} said", f"{picture.info} {dict(picture.getexif())}"
    if data.startswith(b"\x89PNG"):
        for match in re.finditer(rb"zTXt[^\0]+\0\0(.*)", data, re.DOTALL):
            yield f"{name} zTXt", zlib.decompressobj().decompress(match[1]).decode("latin-1")
    bare = re.sub(rb"data:[\w/+.-]+;base64,[\w+/=]+", b"", data)  # letters by chance
    yield name, bare.decode("utf-8", errors="replace")
    yield name, bare.decode("latin-1")


# --- what is left is found ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\nAs ZOE QUILLFEATHER said.\n", "the name, Zoë Quillfeather, stands in"),
        ("\nThe Quill-Feather Quillfeather case.\n", "the surname, Quillfeather, stands in"),
        ("\nMore.^[Ask zq42@example.edu.]\n", "the e-mail address, zq42@example.edu, stands in"),
        ("\n## By u7654321\n", "the student number, u7654321, stands in"),
        ("\nB. Thornapple helped.\n", "the supervisor's surname, Thornapple, stands in"),
        ('\n![Map](map.png){fig-alt="by quillblog"}\n', "the words of `also`, quillblog, stands"),
        ("\nSee <https://example.org/quillblog>.\n", "the words of `also`, quillblog, stands in"),
        ("\n[x](https://a.org/zq42)\n", "the e-mail's name, zq42, stands in"),
    ],
)
def test_what_gives_the_author_away_is_found(tmp_path: Path, text: str, found: str) -> None:
    root = paper(tmp_path / "paper", TEXT + text)
    Image.new("RGB", (40, 30), "navy").save(root / "map.png")
    made = submission.make(root, Wishes())
    assert made.bundle is None
    for ending in ("html",) if "fig-alt" in text else ("pdf", "html"):
        assert any(line.startswith(found) and f".{ending}: " in line for line in said(made)), (
            ending,
            said(made),
        )


def test_nobody_is_given_away_by_words_of_octavos_own(tmp_path: Path) -> None:
    report = REPORT.replace("Zoë Quillfeather", "Wei Li").replace(
        "[submit]", '[submit]\nformats = ["html"]'
    )
    text = TEXT + "\n- A point.\n"
    made = submission.make(paper(tmp_path / "paper", text, report), Wishes())
    assert made.bundle and not said(made)
    (warned,) = (line for line in said(made, Severity.WARNING) if "the surname" in line)
    assert warned.endswith("its attributes and remarks")
    made = submission.make(paper(tmp_path / "named", text + "\nAs Li said.\n", report), Wishes())
    assert made.bundle is None and any(line.endswith(": its text") for line in said(made))


def test_a_first_name_and_initials_only_warn(tmp_path: Path) -> None:
    made = submission.make(paper(tmp_path / "p", TEXT + "\nZoe of Z. Q. and ZQ came.\n"), Wishes())
    assert made.bundle and not said(made)
    warned = " ".join(said(made, Severity.WARNING))
    assert "the first name, Zoë" in warned and "the initials, ZQ" in warned


def test_a_vector_picture_that_names_its_author(tmp_path: Path) -> None:
    root = paper(tmp_path / "paper", TEXT + "\n![A map](map.svg)\n")
    (root / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
        '<text y="20">Quillfeather</text></svg>',
        encoding="utf-8",
    )
    made = submission.make(root, Wishes())
    assert any(".html: its text" in line for line in said(made))


def test_a_picture_in_a_vector_picture_and_in_markdown_is_cleaned_or_found() -> None:
    data = io.BytesIO()
    Image.new("RGB", (4, 3)).save(data, "jpeg", comment=b"by Quillfeather")
    put = f"data:image/jpeg;base64,{base64.b64encode(data.getvalue()).decode()}"
    page = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{put}"/></svg>'
    wanted = Needle("", "Quillfeather")
    assert any(wanted.hits(layer.text) for layer in layers("a.md", f"![x]({put})".encode()))
    assert any(wanted.hits(layer.text) for layer in layers("a.svg", page.encode()))
    made, refused = svg.clean(page.encode())
    assert not refused and b"base64," in made
    assert not any(wanted.hits(layer.text) for layer in layers("a.svg", made))


def test_remarks_and_attributes_of_markup_are_searched() -> None:
    page = b'<p title="Ann">x<!-- Bob --><style>/* Cid */</style></p>'
    texts = " ".join(layer.text for layer in layers("a.svg", page))
    assert all(name in texts for name in ("Ann", "Bob", "Cid", "x"))


# --- own works ---------------------------------------------------------------------------


def test_own_works_are_findings(tmp_path: Path) -> None:
    text = TEXT + "\nAs I argued [@quill2020, 4].\n\nQuills write [@quill2020, 5].\n"
    made = submission.make(paper(tmp_path / "paper", text, REPORT, OWN), Wishes())
    assert said(made) == ["@quill2020 is cited as the author’s own: “I”"]
    assert said(made, Severity.WARNING) == ["@quill2020 is a work of the author’s"]


def test_an_own_work_that_no_bibliography_has(tmp_path: Path) -> None:
    report = REPORT.replace("[author]", '[author]\nworks = ["feather201"]')
    made = submission.make(paper(tmp_path / "paper", TEXT, report), Wishes())
    assert said(made) == ["no bibliography has a work feather201"] and made.bundle is None


def test_own_works_as_anyones_may_stand(tmp_path: Path) -> None:
    text = TEXT + "\nQuills write [@quill2020, 5].\n"
    made = submission.make(paper(tmp_path / "paper", text, REPORT, OWN), Wishes())
    assert made.bundle and not said(made)
    more = text + "\nQuillfeather again.\n"
    assert said(submission.make(paper(tmp_path / "paper", more, REPORT, OWN), Wishes()))


def test_a_placeholder_stands_for_own_works(tmp_path: Path) -> None:
    text = TEXT + "\nAs I argued [@quill2020, 4].\n"
    report = REPORT.replace("[submit]", '[submit]\nown_works = "placeholder"')
    made = submission.make(paper(tmp_path / "paper", text, report, OWN), Wishes())
    assert made.bundle and made.files and not said(made)
    page = made.files["K7QX_Two-Capitals.html"].decode()
    assert page.count("[own work 1, removed]") == 2 and "Inkhorn" not in page
    for where, seen in everything("a.zip", made.bundle.data):
        assert "quill" not in seen.casefold(), where


def test_anonymous_by_the_command_line(tmp_path: Path) -> None:
    report = REPORT.replace("anonymous = true\n", "").replace("{candidate}", "{surname}")
    made = submission.make(paper(tmp_path / "paper", TEXT, report), Wishes(anonymous=True))
    assert made.bundle is None
    assert any("{surname}" in finding.message for finding in made.findings)


# --- needles, pictures -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needle", "text", "hits"),
    [
        (Needle("", "Jane Roe"), "jane roe, Jane\nRoe, JANE-ROE, Janet Roe, Jane Roentgen", 3),
        (Needle("", "Lüthi"), "Luthi LÜTHI Lüthi’s luthier", 3),
        (Needle("", "Müller"), "Mueller MULLER Müller Mülle", 3),
        (Needle("", "Śmigły-Øre"), "smigly-ore Smigly Oere SMIGŁY-ØRE", 3),
        (Needle("", "Roe"), "a_roe.csv 01-Roe.md ~roe roebuck", 3),
        (Needle("", "JR", in_capitals=True), "JR J.R. J. R. jr JRS", 3),
        (Needle("", "a.b@c.de"), "mail a.b@c.de now", 1),
        (Needle("", "..."), "what ...", 0),
    ],
)
def test_needles(needle: Needle, text: str, hits: int) -> None:
    assert needle.hits(text) == hits


def test_names_are_taken_out_of_what_is_said() -> None:
    wanted = [Needle("", "Zoë Roe"), Needle("", "May", is_sure=False)]
    said = {"a": ["By ZOE ROE, it may be May’s.", 3], "b": {"c": "01-zoë_roe.md:3:1"}}
    assert removed(said, wanted) == {
        "a": ["By […], it may be […]’s.", 3],
        "b": {"c": "01-[…].md:3:1"},
    }


def test_nothing_stays_behind_a_pictures_end_or_between_its_scans() -> None:
    picture = Image.radial_gradient("L").convert("RGB")
    for kind in ("png", "jpeg", "webp"):
        data = io.BytesIO()
        picture.save(data, kind, **({"progressive": True} if kind == "jpeg" else {}))
        spoilt = data.getvalue() + b"by Quillfeather"
        if kind == "jpeg":  # a remark ahead of the second scan
            at = spoilt.find(b"\xff\xda", spoilt.find(b"\xff\xda") + 2)
            spoilt = spoilt[:at] + b"\xff\xfe\x00\x0eQuillfeather" + spoilt[at:]
        made = cleaning.cleaned(spoilt)
        assert b"Quillfeather" not in made
        with Image.open(io.BytesIO(made)) as after, Image.open(data) as before:
            assert after.tobytes() == before.tobytes()


def test_a_cleaned_picture_looks_the_same_and_stays_turned() -> None:
    picture = Image.radial_gradient("L").resize((31, 20)).convert("RGB")
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = "Quillfeather", 6
    for kind in ("png", "jpeg", "webp"):
        data = io.BytesIO()
        picture.save(data, kind, exif=exif)
        made = cleaning.cleaned(data.getvalue())
        assert b"Quillfeather" in data.getvalue() and b"Quillfeather" not in made
        with Image.open(io.BytesIO(made)) as after, Image.open(data) as before:
            assert after.tobytes() == before.tobytes()
            assert dict(after.getexif()) == {0x0112: 6}


def test_a_cleaned_gif_moves_as_before() -> None:
    frames = [Image.new("P", (9, 9), colour) for colour in range(3)]
    data = io.BytesIO()
    more = {"save_all": True, "append_images": frames[1:], "duration": 50, "loop": 2}
    frames[0].save(data, "gif", comment=b"by Quillfeather", **more)
    xmp = b"\x21\xff\x0bXMP DataXMP\x0cQuillfeather\x00"
    spoilt = data.getvalue()[:-1] + xmp + b";"
    made = cleaning.cleaned(spoilt)
    assert b"Quillfeather" in data.getvalue() and b"Quillfeather" not in made
    with Image.open(io.BytesIO(made)) as after, Image.open(data) as before:
        assert (after.n_frames, after.info["loop"]) == (before.n_frames, 2)  # type: ignore[attr-defined]
        for number in range(before.n_frames):  # type: ignore[attr-defined]
            after.seek(number)
            before.seek(number)
            assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_forced_the_record_quotes_no_name(tmp_path: Path) -> None:
    text = TEXT + "\nAs Quillfeather said said.\n"
    made = submission.make(paper(tmp_path / "paper", text), Wishes(forced=True))
    assert made.files and said(made)
    (leak,) = (f for f in made.findings if "the surname" in f.message)
    assert leak.span and leak.span.source.path.name == "01-split.md"
    record = made.files["submission.json"].decode()
    assert "the surname, […], stands in" in record
    assert not [name for name in PLANTED if name in record.casefold()]


def test_a_docx_is_opened() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", "<dc:creator>Quill<b/>feather</dc:creator>")
        archive.writestr("word/media/quill.png", b"\x89PNG")
    texts = [layer.text for layer in layers("a.docx", data.getvalue())]
    assert "Quillfeather" in texts and "word/media/quill.png" in texts
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w:p>Quillfeather</w:p><w:p>Then</w:p>")
    assert any(
        Needle("", "Quillfeather").hits(layer.text) for layer in layers("a.docx", data.getvalue())
    )
