"""Where Octavo's own templates and assets lie: in the wheel or in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).parent


def shipped(kind: Literal["templates", "assets"]) -> Path:
    """The folder of that kind. A wheel has it in `octavo/_data`, a checkout beside `octavo`."""
    packed = PACKAGE / "_data" / kind
    return packed if packed.is_dir() else PACKAGE.parent / kind
