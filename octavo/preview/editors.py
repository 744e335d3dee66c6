"""Open a place of the manuscript in the writer's editor.

The editor is named by the user, never by a manuscript: `editor` in the user's settings, or the
variables OCTAVO_EDITOR, VISUAL or EDITOR. It is a known name (`code`), an address or a command
with `{path}`, `{line}` and `{column}` in it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Each as its makers' documentation gives it.
ADDRESSES: Mapping[str, str] = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "bbedit": "x-bbedit://open?url=file://{path}&line={line}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
}
COMMANDS: Mapping[str, str] = {
    "code": "code --goto {path}:{line}:{column}",
    "codium": "codium --goto {path}:{line}:{column}",
    "subl": "subl {path}:{line}:{column}",
    "gedit": "gedit +{line}:{column} {path}",
    "kate": "kate --line {line} --column {column} {path}",
    "gvim": "gvim +{line} {path}",
    "emacsclient": "emacsclient --no-wait +{line}:{column} {path}",
    "notepad++": "notepad++ -n{line} -c{column} {path}",
    "geany": "geany +{line}:{column} {path}",
    "mousepad": "mousepad --line={line} --column={column} {path}",
}
SOON = 1.5  # seconds until a program that is to fail, such as the system's opener, has failed
SHELL = frozenset('&|<>^%!"\n')
# What the system's opener shows in an editor; what ends otherwise it may run as a program.
TEXTS = (".md", ".markdown", ".txt", ".toml", ".bib", ".json", ".yaml", ".yml", ".ris")
IN_A_TERMINAL = ("vi", "vim", "nvim", "nano", "emacs", "micro", "helix", "hx", "joe", "ed")


def open_at(path: Path, line: int, column: int, editor: str = "") -> bool:
    """Open the file at the place; False where no editor is known that could do it."""
    for command in _commands(path, line, column, editor or named()):
        program = shutil.which(command[0])
        if program and _is_safe([program, *command[1:]]) and _runs([program, *command[1:]]):
            return True
    return False


def _runs(command: Sequence[str]) -> bool:
    """Begin the command; whether it went well, or still runs after a while."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:  # it is no program
        return False
    try:
        return process.wait(SOON) == 0
    except subprocess.TimeoutExpired:  # an editor that runs until it is closed
        threading.Thread(target=process.wait, daemon=True).start()
        return True


def _is_safe(command: Sequence[str]) -> bool:
    """Whether no word of it can mean more than it says: Windows has batch files' read by its shell,
    and a manuscript's file may have any name.
    """
    is_batch = command[0].lower().endswith((".bat", ".cmd"))
    return not (is_batch and any(SHELL & set(word) for word in command[1:]))


def named() -> str:
    """The editor that the user named: "" for none."""
    from octavo import settings

    try:
        said: Any = settings.read().get("editor", "")
    except settings.SettingsError:
        said = ""
    if isinstance(said, str) and said:
        return said
    for variable in ("OCTAVO_EDITOR", "VISUAL", "EDITOR"):
        said = os.environ.get(variable, "").strip()
        if said and Path(said.split()[0]).stem not in IN_A_TERMINAL:
            return str(said)
    return ""


def _commands(path: Path, line: int, column: int, editor: str) -> list[list[str]]:
    """What may be run, the best first."""
    where = {"path": str(path), "line": str(line), "column": str(column)}
    if not editor:
        return [_opener(str(path))] if _is_text(path) else []
    if address := ADDRESSES.get(editor, editor if "://" in editor else ""):
        slashed = "/" + path.as_posix().lstrip("/")
        return [_opener(_filled(address, {**where, "path": quote(slashed)}))]
    words = _words(editor)
    known = COMMANDS.get(Path(words[0]).stem.lower()) if words else None
    if known and len(words) == 1:
        words = [words[0], *known.split()[1:]]
    elif not any("{path}" in word for word in words):
        words = [*words, "{path}"]
    return [[_filled(word, where) for word in words]] if words else []


def _is_text(path: Path) -> bool:
    """Whether the file, and what it may be a link to, has a name that an editor is opened for."""
    return all(one.suffix.lower() in TEXTS for one in (path, path.resolve()))


def _words(command: str) -> Sequence[str]:
    try:
        return shlex.split(command, posix=os.name != "nt")
    except ValueError:  # an open quotation mark
        return command.split()


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _opener(target: str) -> list[str]:
    """The system's own way to open a file or an address."""
    if sys.platform == "win32":
        return ["rundll32", "url.dll,FileProtocolHandler", target]
    return ["open" if sys.platform == "darwin" else "xdg-open", target]
