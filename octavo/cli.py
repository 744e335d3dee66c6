"""The command line: `octavo [VERB] [MANUSCRIPT] [-o DIR]`, or `build.py` in a checkout."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from octavo import __version__, verbs
from octavo.verbs import FAULTS, FINE, IMPOSSIBLE, FaultsError, UsageError, _options


def main(argv: Sequence[str] | None = None, *, checkout: Path | None = None) -> int:
    """Run a command line and return its exit code.

    0: all is well; 1: there are findings of severity error; 2: it could not run. `checkout` is
    the folder of build.py, whose `sections/` is built unless another manuscript is named.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    try:
        return _run(_with_verb(arguments), checkout)
    except UsageError as error:
        _say(f"{verbs.program(checkout)}: {error}")
        return IMPOSSIBLE
    except FaultsError:
        return FAULTS
    except KeyboardInterrupt:
        _say("stopped")
        return 130
    except BrokenPipeError:  # the reader of a pipe has gone; there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:  # the terminal's file system is full, a folder went away
        _say(f"{verbs.program(checkout)}: {error.strerror or error}")
        return IMPOSSIBLE


def _open_streams() -> None:
    """Have a stream that was closed before the start (`>&-`) lead nowhere, not into some file."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            os.set_inheritable(number, True)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))


def _run(arguments: Sequence[str], checkout: Path | None) -> int:
    asked = arguments[0]
    if asked.startswith("-"):  # -h, --help and --version need to know of all verbs
        _parser(verbs.names(checkout), checkout).parse_args(arguments)
        return FINE
    _require_verb(asked, checkout)
    verb = verbs.load(asked)
    if checkout and hasattr(verb, "passed_on"):
        return verb.passed_on(arguments[1:], checkout)
    options = _parser([asked], checkout).parse_args(arguments)
    with _uncollected():
        return verb.run(options, checkout)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Run without the collector of cyclic garbage.

    One run makes little of it, and looking for it among all that a report is made of costs a fifth
    of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class _Parser(argparse.ArgumentParser):
    """argparse, but in our words and without its habit of ending the program."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\n{self.format_usage().strip()}")


def _with_verb(arguments: Sequence[str]) -> list[str]:
    """The arguments with the verb first, by its own name; none means build."""
    whole = ("-h", "--help", "--version")
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in whole):
        return ["build", *arguments]
    return [verbs.ALIASES.get(arguments[0], arguments[0]), *arguments[1:]]


def _parser(names: Iterable[str], checkout: Path | None) -> argparse.ArgumentParser:
    """What understands these verbs."""
    parser = _Parser(
        prog=verbs.program(checkout),
        description="Turn Markdown sections with citations into a finished paper.",
        epilog="Without a verb: build. `VERB --help` tells more.",
    )
    parser.add_argument("--version", action="version", version=f"Octavo {__version__}")
    known = parser.add_subparsers(metavar="VERB", parser_class=_Parser)
    for name in names:
        verb = verbs.load(name)
        said = verbs.said(verb)
        help_ = said[0].lower() + said[1:].removesuffix(".")
        follows = known.add_parser(name, help=help_, description=said)
        verb.options(follows)
        _options.common(follows)
    return parser


def _require_verb(name: str, checkout: Path | None) -> None:
    """Have an unknown verb answered with the nearest one."""
    there = verbs.names(checkout)
    if name in there:
        return
    from octavo.diagnostics import nearest

    near = nearest(name, there)
    said = f"did you mean `{near}`?" if near else f"the verbs are {', '.join(there)}"
    if Path(name).is_dir():
        said = f"to build that folder: {verbs.program(checkout)} build {name}"
    raise UsageError(f"there is no verb `{name}`; {said}")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
