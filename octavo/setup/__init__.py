"""What `build.py` does before Octavo can run: a `.venv` with all parts, and Pango.

Standard library only, since nothing else is there yet.
"""

from __future__ import annotations


class SetupError(Exception):
    """The set-up cannot go on; the text tells the user what is missing, and the cure."""
