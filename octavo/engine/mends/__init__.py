"""Mends of WeasyPrint's faults, each made for exactly one text of the function it changes.

A mend is a module of this folder. It names the function (`MODULE`, `FUNCTION`; "Class.method" for
a method), the SHA-256 of that function's source (`SOURCE`) and the version it was read in
(`VERSION`); `mended(source)` gives the function's new source, which may call the names in
`HELPERS`. Where the installed function reads otherwise, nothing is changed: the style sheets are
safe enough without, and `doctor` says so.
"""

from __future__ import annotations

import hashlib
import inspect
import linecache
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType
from typing import Any, Protocol, cast


class Mend(Protocol):
    """What a module of this folder offers."""

    MODULE: str
    FUNCTION: str
    SOURCE: str
    VERSION: str
    HELPERS: Mapping[str, Callable[..., Any]]

    def mended(self, source: str) -> str:
        """The function's source with the fault mended."""


class MisfitError(Exception):
    """The installed function is not the one that the mend was made for."""


def names() -> tuple[str, ...]:
    """All mends by name."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def load(name: str) -> Mend:
    """The mend of that name."""
    return cast(Mend, import_module(f"{__name__}.{name}"))


@cache
def apply_all() -> tuple[str, ...]:
    """Apply every mend that fits, once; return the names of those that do not."""
    misfits = []
    for name in names():
        try:
            apply(load(name))
        except MisfitError:
            misfits.append(name)
    return tuple(misfits)


def apply(mend: Mend) -> None:
    """Put the mended function in the place of WeasyPrint's.

    Raises MisfitError where the function reads otherwise than the mend expects.
    """
    function = installed(mend)
    if hasattr(function, "__wrapped__"):
        return  # mended already
    source = textwrap.dedent(inspect.getsource(function))
    if digest(source) != mend.SOURCE:
        raise MisfitError(f"{mend.MODULE}.{mend.FUNCTION} is not that of WeasyPrint {mend.VERSION}")
    _swap(mend, _compiled(mend, function, mend.mended(source)))


def undo(mend: Mend) -> None:
    """Put WeasyPrint's own function back: for tests, and to compare."""
    function = installed(mend)
    if hasattr(function, "__wrapped__"):
        _swap(mend, function.__wrapped__)


def in_place(name: str) -> bool:
    """Whether the mend of that name is applied."""
    return hasattr(installed(load(name)), "__wrapped__")


def installed(mend: Mend) -> FunctionType:
    """The function as it now is, mended or not."""
    function: FunctionType = getattr(*_holder(mend))
    return function


def _holder(mend: Mend) -> tuple[Any, str]:
    """The module or class that has the function, and the function's name in it."""
    holder: Any = import_module(mend.MODULE)
    *classes, name = mend.FUNCTION.split(".")
    for one in classes:
        holder = getattr(holder, one)
    return holder, name


def digest(source: str) -> str:
    """The SHA-256 of a function's source."""
    return hashlib.sha256(source.encode()).hexdigest()


def _compiled(mend: Mend, function: FunctionType, source: str) -> FunctionType:
    """The source as a function that lives where the old one does, and knows the helpers."""
    path = f"<{mend.FUNCTION} as mended by Octavo>"
    linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
    space = function.__globals__
    space.update(mend.HELPERS)
    code = compile(source, path, "exec")
    local: dict[str, Any] = {}
    exec(code, space, local)
    (mended,) = local.values()
    assert isinstance(mended, FunctionType)
    mended.__dict__["__wrapped__"] = function
    return mended


def _swap(mend: Mend, new: FunctionType) -> None:
    """Have every module of WeasyPrint that knows the old function know the new one."""
    old = installed(mend)
    setattr(*_holder(mend), new)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "weasyprint":
            for key, value in list(vars(module).items()):
                if value is old:
                    setattr(module, key, new)


def after(source: str, line: str, *more: str) -> str:
    """The source with lines put behind the only one that begins with `line`, indented as it is."""
    return _put(source, line, more, behind=1)


def before(source: str, line: str, *more: str) -> str:
    """The source with lines put ahead of the only one that begins with `line`."""
    return _put(source, line, more, behind=0)


def _put(source: str, line: str, more: Sequence[str], behind: int) -> str:
    lines = source.splitlines()
    (at,) = (number for number, text in enumerate(lines) if text.strip().startswith(line))
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    at += behind
    return "\n".join([*lines[:at], *(indent + text for text in more), *lines[at:], ""])
