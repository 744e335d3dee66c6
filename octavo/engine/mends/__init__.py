"""Mends of faults of WeasyPrint and what it is built on, each for one text of one function.

A mend is a module of this folder. It names the function (`MODULE`, `FUNCTION`; "Class.method" for
a method), the SHA-256 of that function's source (`SOURCE`) and the version of its package
(`VERSION`); `mended(source)` gives the function's new source, which may call the names in
`HELPERS`. Several may change one function. Where the installed function reads otherwise, nothing is
changed: the style sheets are safe enough without, and `doctor` says so.
"""

from __future__ import annotations

import hashlib
import inspect
import linecache
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType
from typing import Any, Protocol, cast

# The SHA-256 of the source of WeasyPrint's `LayoutContext`, whose methods are relied on.
CONTEXT = "211f859ff4e2d663a49c6536de3718fdcbdee69830752a27ec6d44779012b933"


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
    """Put the mended function in the place of WeasyPrint's; other mends of it stay.

    Raises MisfitError where the function reads otherwise than the mend expects.
    """
    if mend in _applied(mend):
        return
    if digest(textwrap.dedent(inspect.getsource(original(mend)))) != mend.SOURCE:
        package = mend.MODULE.partition(".")[0]
        raise MisfitError(f"{mend.MODULE}.{mend.FUNCTION} is not that of {package} {mend.VERSION}")
    _set(mend, (*_applied(mend), mend))


def undo(mend: Mend) -> None:
    """Take the mend away again: for tests, and to compare."""
    _set(mend, tuple(other for other in _applied(mend) if other is not mend))


def in_place(name: str) -> bool:
    """Whether the mend of that name is applied."""
    mend = load(name)
    return mend in _applied(mend)


def are_in_place(context: Any, parts: Iterable[str]) -> bool:
    """Whether all mends of those names are applied, and the layout's context is the known one."""
    source = textwrap.dedent(inspect.getsource(type(context)))
    return digest(source) == CONTEXT and all(map(in_place, parts))


def original(mend: Mend) -> FunctionType:
    """WeasyPrint's own function."""
    function: FunctionType = getattr(installed(mend), "__wrapped__", installed(mend))
    return function


def _applied(mend: Mend) -> tuple[Mend, ...]:
    """All mends of this mend's function that are applied, in that order."""
    found: tuple[Mend, ...] = getattr(installed(mend), "octavo_mends", ())
    return found


def _set(mend: Mend, applied: tuple[Mend, ...]) -> None:
    """Have the mend's function be WeasyPrint's own with these mends."""
    function = original(mend)
    _swap(mend, _compiled(mend, function, applied) if applied else function)


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


def _compiled(mend: Mend, function: FunctionType, applied: tuple[Mend, ...]) -> FunctionType:
    """The mended function, living where the old one does and knowing the helpers."""
    source = textwrap.dedent(inspect.getsource(function))
    path, space = f"<{mend.FUNCTION} as mended by Octavo>", function.__globals__
    for one in applied:
        source = one.mended(source)
        space.update(one.HELPERS)
    linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
    code = compile(source, path, "exec")
    local: dict[str, Any] = {}
    exec(code, space, local)
    (mended,) = local.values()
    assert isinstance(mended, FunctionType)
    mended.__dict__.update(__wrapped__=function, octavo_mends=applied)
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
