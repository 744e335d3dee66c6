"""The environment of other Pythons that a verb begins."""

from __future__ import annotations

import os


def compiled_once() -> dict[str, str]:
    """Ours, in which Python keeps what it compiled, as it does for most users.

    Tests and benchmarks start Octavo again and again; it shall not be compiled anew each time.
    """
    return {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
