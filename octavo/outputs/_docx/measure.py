"""The page of report.toml in Word's units: twentieths of a point, and half points for letters."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.model import Layout

UNITS = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "px": 15.0}
EMU = 635  # English metric units, in which pictures are measured, in a twentieth of a point
SIZES = {  # in millimetres: ISO 216, and the two American ones
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "B5": (176.0, 250.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
}
MEASURE = 31  # em: the line's length where report.toml gives no margins, as in the PDF
NATURAL = 1.15  # of its size is a line of Times New Roman high, and 1 line of Word's spacing


@dataclass(frozen=True, slots=True)
class Frame:
    """A page and its text area, in twentieths of a point; `size` is the text's, in points.

    `leading` is the distance of two lines of the text, in em.
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    size: float
    leading: float

    @property
    def measure(self) -> int:
        """The length of a line."""
        return max(self.width - self.left - self.right, 1440)

    @property
    def depth(self) -> int:
        """The height of the text area."""
        return max(self.height - self.top - self.bottom, 1440)


def frame(layout: Layout) -> Frame:
    """The page that the settings ask for; margins left out are those of the PDF."""
    width, height = _size(layout.size)
    size = twips(layout.font_size) / 20
    if layout.margins:
        top, right, bottom, left = _sides([twips(one) for one in layout.margins])
    else:
        side = max(twips("16mm"), round((width - MEASURE * size * 20) / 2))
        top, right, bottom, left = round(height * 0.11), side, round(height * 0.13), side
    leading = max(1.4, NATURAL * layout.line_spacing)
    return Frame(width, height, top, right, bottom, left, size, leading)


def twips(length: str) -> int:
    """A CSS length ("25mm") in twentieths of a point; 0 for what is none."""
    number, unit = length[:-2], length[-2:]
    try:
        return round(float(number) * UNITS[unit])
    except (KeyError, ValueError):
        return 0


def _size(size: str) -> tuple[int, int]:
    if size in SIZES:
        width, height = (f"{length}mm" for length in SIZES[size])
    else:
        width, height = size.split()
    return twips(width), twips(height)


def _sides(given: list[int]) -> tuple[int, int, int, int]:
    """Top, right, bottom, left, from one to four lengths, as in CSS."""
    top = given[0]
    right = given[1] if len(given) > 1 else top
    bottom = given[2] if len(given) > 2 else top
    left = given[3] if len(given) > 3 else right
    return top, right, bottom, left
