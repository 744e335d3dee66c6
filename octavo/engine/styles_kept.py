"""What the engine works out of a style again and again, kept with the style.

WeasyPrint never changes what these depend on in a style that boxes already have: where it wants
another value it makes a copy, and a copy begins without what was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

# Used values that stand in a style as they are, unless they are parts of the block around the box.
SIDES = ("left", "right", "top", "bottom")
LENGTHS = (
    *(f"margin_{side}" for side in SIDES),
    *(f"padding_{side}" for side in SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
ZERO = ("min_width", "min_height")  # what they are when they are auto
# What a layout has of the font's measures; the last two only where text is underlined or struck.
MEASURES = ("ascent", "underline_position", "strikethrough_position")
THICKNESSES = ("underline_thickness", "strikethrough_thickness")
CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
SQUARE = dict.fromkeys(CORNERS, (0, 0))


def _kept(style: Any, found: Callable[[Any], Any]) -> Any:
    """What a function of this module finds out of a style, kept with the style."""
    kept, name = style.__dict__, f"octavo{found.__name__}"
    if name not in kept:
        kept[name] = found(style)
    return kept[name]


def octavo_used_values(box: Any) -> bool:
    """Give a box its margins, padding, borders and sizes where its style alone says them.

    Does, quicker, what `weasyprint.layout.percent.resolve_percentages` does; changes nothing and
    returns False where one of them depends on something else.
    """
    values = _kept(box.style, _used_values)
    if values is None:
        return False
    box.__dict__.update(values)
    return True


def _used_values(style: Any) -> Mapping[str, Any] | None:
    """By name, lengths in CSS pixels; None where the block around the box has a say."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    values = {name: style[name] for name in LENGTHS}
    units = {getattr(value, "unit", None) for value in values.values() if value != "auto"}
    if units - {"px"}:
        return None
    used = {name: value if value == "auto" else value.value for name, value in values.items()}
    used.update({name: 0 for name in ZERO if used[name] == "auto"})
    return {**used, **{name: style[name] for name in BORDERS}}


def octavo_set_up(layout: Any, style: Any) -> bool:
    """Make a Pango layout for text of a style out of what was kept; False where nothing was."""
    kept = style.__dict__.get("octavo_set_up")
    if kept is None:
        return False
    from weasyprint.text.ffi import ffi, gobject, pango

    context, font, feature, measured = kept
    layout.style, layout.first_line_direction = style, 0
    layout.__dict__.update(measured)
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, font)
    if feature:
        features = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(features, feature)
        pango.pango_layout_set_attributes(layout.layout, features)
    return True


def octavo_keep(layout: Any, context: Any, font: Any, features: bytes) -> None:
    """Keep what was set up for a layout with its style."""
    style = layout.style
    feature = style.font_config.font_features[features] if features else None
    names = ("language", *MEASURES, *THICKNESSES)
    measured = {name: vars(layout)[name] for name in names if name in vars(layout)}
    style.octavo_set_up = context, font, feature, measured


def octavo_square(box: Any) -> bool:
    """Give a box corners without a radius where its style has none; False where it has one.

    Does, quicker, what `weasyprint.layout.percent.resolve_radii_percentages` does.
    """
    square: bool = _kept(box.style, _square)
    if square:
        box.__dict__.update(SQUARE)
    return square


def _square(style: Any) -> bool:
    return all((0, "px") in style[corner] for corner in CORNERS)


def octavo_bare(style: Any) -> bool:
    """Whether a box of that style has no background, no shadow and no picture for a border.

    Says what `weasyprint.layout.background.layout_box_backgrounds` would find.
    """
    bare: bool = _kept(style, _bare)
    return bare


def _bare(style: Any) -> bool:
    from weasyprint.draw.color import get_color

    if any(style[name][0] != "none" for name in ("border_image_source", "mask_border_source")):
        return False
    if style["visibility"] == "hidden":
        return not style["box_shadow"]
    pictures = any(kind != "none" for kind, _ in style["background_image"])
    clear = get_color(style, "background_color").alpha == 0
    return clear and not pictures and not style["box_shadow"]
