"""Draw docs/pages.png, the picture in the README: `.venv/bin/python docs/pages.py`.

The title page, the first page of text, the page of the steel chart and the page on a phone, as they
are built now. Wants Chromium, for the phone.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "tests"))

from browser import Browser  # noqa: E402

from octavo import pipeline  # noqa: E402

HEIGHT = 740  # pixels
PHONE = 390  # pixels wide
FINER = 2  # so many times finer is drawn what is then made smaller
SHOWN = "Eleanor Hartley", "On 30 June 1949", "Steel made in"  # what stands on the pages wanted


def pages(data: bytes) -> list[Image.Image]:
    """The first page with each of the words of `SHOWN`."""
    pdf = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    wanted = [next(n for n, text in enumerate(texts) if words in text) for words in SHOWN]
    scale = FINER * HEIGHT / pdf[wanted[0]].get_height()
    return [smaller(pdf[n].render(scale=scale).to_pil()) for n in wanted]


def phone(html: bytes) -> Image.Image:
    """The head of the page as a phone shows it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        (path := Path(name, "page.html")).write_bytes(html)
        with Browser(Path(name, "browser")) as browser:
            tab = browser.tab(path.as_uri())
            tab.ask("Emulation.setScrollbarsHidden", hidden=True)
            screen = {"width": PHONE, "height": HEIGHT, "deviceScaleFactor": FINER, "mobile": True}
            tab.ask("Emulation.setDeviceMetricsOverride", **screen)
            tab.wait("document.readyState === 'complete' && document.fonts.status === 'loaded'")
            tab.picture(Path(name, "phone.png"))
        return smaller(Image.open(io.BytesIO(Path(name, "phone.png").read_bytes())).convert("RGB"))


def smaller(picture: Image.Image) -> Image.Image:
    """As large as it is shown."""
    return picture.reduce(FINER)


def main() -> None:
    """Build, and lay the pictures side by side."""
    made = {
        output.name.rpartition(".")[2]: output.data
        for output in pipeline.build(HERE.parent / "sections", ("html", "pdf")).outputs
    }
    pictures = [*pages(made["pdf"]), phone(made["html"])]
    framed = [ImageOps.expand(ImageOps.expand(each, 1, "#bbb"), 7, "#fff") for each in pictures]
    sheet = Image.new("RGB", (sum(each.width for each in framed), framed[0].height), "#fff")
    left = 0
    for each in framed:
        sheet.paste(each, (left, 0))
        left += each.width
    sheet.quantize(48, dither=Image.Dither.NONE).save(HERE / "pages.png", optimize=True)


if __name__ == "__main__":
    main()
