"""The command line: `octavo [VERB] [MANUSCRIPT] [-o DIR]`, or `build.py` in a checkout."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from octavo import __version__
from octavo.diagnostics import Finding, Severity, nearest

if TYPE_CHECKING:
    import threading

    from octavo.rules import Rules

FINE, FAULTS, IMPOSSIBLE = 0, 1, 2


def main(argv: Sequence[str] | None = None, *, checkout: Path | None = None) -> int:
    """Run a command line and return its exit code.

    0: all is well; 1: there are findings of severity error; 2: it could not run. `checkout` is
    the folder of build.py, whose `sections/` is built unless another manuscript is named.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if checkout and arguments[:1] == ["test"]:  # pytest's own arguments follow
            return _test(checkout, arguments[1:])
        arguments = _with_verb(arguments)
        _require_verb(arguments[0], checkout)
        options = _parser(checkout).parse_args(arguments)
        run: Callable[[argparse.Namespace, Path | None], int] = options.run
        with _uncollected():
            return run(options, checkout)
    except _UsageError as error:
        _say(f"{_program(checkout)}: {error}")
        return IMPOSSIBLE
    except KeyboardInterrupt:
        _say("stopped")
        return 130
    except BrokenPipeError:  # the reader of a pipe has gone; there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:  # the terminal's file system is full, a folder went away
        _say(f"{_program(checkout)}: {error.strerror or error}")
        return IMPOSSIBLE


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


class _UsageError(Exception):
    """The command line asks for something that cannot be."""


class _Parser(argparse.ArgumentParser):
    """argparse, but in our words and without its habit of ending the program."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(f"{message}\n{self.format_usage().strip()}")


# --- what can be typed -------------------------------------------------------------------


def _with_verb(arguments: Sequence[str]) -> list[str]:
    """The arguments with the verb first; none means build."""
    whole = ("-h", "--help", "--version")
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in whole):
        return ["build", *arguments]
    if arguments[0] == "serve":  # what several other builders call it
        return ["preview", *arguments[1:]]
    return list(arguments)


def _program(checkout: Path | None) -> str:
    return "build.py" if checkout else "octavo"


def _parser(checkout: Path | None) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=_program(checkout),
        description="Turn Markdown sections with citations into a finished paper.",
        epilog="Without a verb: build. `VERB --help` tells more.",
    )
    parser.add_argument("--version", action="version", version=f"Octavo {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", parser_class=_Parser)
    for name, (run, said, complete) in _verbs(checkout).items():
        verb = verbs.add_parser(name, help=said, description=said.capitalize() + ".")
        verb.set_defaults(run=run, verb=name)
        complete(verb)
        _common(verb)
    return parser


def _require_verb(name: str, checkout: Path | None) -> None:
    """Have an unknown verb answered with the nearest one."""
    verbs = list(_verbs(checkout))
    if name in verbs or name.startswith("-"):
        return
    near = nearest(name, verbs)
    said = f"did you mean `{near}`?" if near else f"the verbs are {', '.join(verbs)}"
    if Path(name).is_dir():
        said = f"to build that folder: {_program(checkout)} build {name}"
    raise _UsageError(f"there is no verb `{name}`; {said}")


Adder = Callable[[argparse.ArgumentParser], None]
Verb = tuple[Callable[[argparse.Namespace, Path | None], int], str, Adder]


def _verbs(checkout: Path | None) -> dict[str, Verb]:
    verbs: dict[str, Verb] = {
        "build": (_build, "make the HTML and the PDF", _build_options),
        "preview": (
            _preview,
            "show the page in a browser, anew at each save",
            _preview_options,
        ),
        "check": (_check, "say what is wrong, without making anything", _check_options),
        "checks": (_checks, "list the rules, or explain one", _checks_options),
        "new": (_new, "begin a manuscript: two finished pages to write over", _new_options),
        "import": (_import, "take a raw draft in: sections, no repeats", _import_options),
        "doctor": (_doctor, "say what is installed here and what is missing", lambda _: None),
    }
    if checkout:
        verbs["clean"] = (_clean, "delete what Octavo wrote, and nothing else", _clean_options)
        verbs["test"] = (_no_test, "run all tests", lambda _: None)
    return verbs


def _common(parser: argparse.ArgumentParser) -> None:
    loud = parser.add_mutually_exclusive_group()
    loud.add_argument("-q", "--quiet", action="store_true", help="say nothing but what is wrong")
    loud.add_argument("-v", "--verbose", action="store_true", help="say what is being done")
    parser.add_argument("--no-color", action="store_true", help="no colours (as NO_COLOR does)")


def _manuscript(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "manuscript",
        nargs="?",
        type=Path,
        metavar="MANUSCRIPT",
        help="the folder with report.toml",
    )
    parser.add_argument(
        "--bibliography",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="a library outside the manuscript, such as a Zotero export",
    )


def _choice(parser: argparse.ArgumentParser) -> None:
    """Which rules hold, and how much is said of what they find."""
    parser.add_argument("--select", type=_words, default=(), metavar="RULES", help="only these")
    parser.add_argument("--ignore", type=_words, default=(), metavar="RULES", help="not these")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument("--all", action="store_true", help="every warning with its line")


def _check_options(parser: argparse.ArgumentParser) -> None:
    _manuscript(parser)
    _choice(parser)
    parser.add_argument(
        "--format", choices=("text", "json", "github", "sarif"), default="text", help="for programs"
    )


def _checks_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rule", nargs="?", metavar="RULE", help="the rule to explain")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _build_options(parser: argparse.ArgumentParser) -> None:
    _manuscript(parser)
    _choice(parser)
    _folder(parser)
    parser.add_argument(
        "--to", type=_formats, default=("html", "pdf"), metavar="FORMATS", help="html,pdf"
    )


def _preview_options(parser: argparse.ArgumentParser) -> None:
    _manuscript(parser)
    said = "open no browser, only say the address"
    parser.add_argument("--no-browser", action="store_true", help=said)
    parser.add_argument("--port", type=int, default=8000, help="default: 8000, or the next free")
    said = "default: 127.0.0.1, which only this computer can reach"
    parser.add_argument("--host", default="127.0.0.1", help=said)


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("output"), metavar="DIR", help="default: output"
    )


def _clean_options(parser: argparse.ArgumentParser) -> None:
    _folder(parser)


def _new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder that is not there yet"
    )


def _import_options(parser: argparse.ArgumentParser) -> None:
    said = "a text that ends in .txt, .md or .docx"
    parser.add_argument("draft", type=Path, metavar="DRAFT", help=said)
    _new_options(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")


def _formats(text: str) -> tuple[str, ...]:
    from octavo import outputs

    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in outputs.names():
            raise argparse.ArgumentTypeError(
                f"no format {name!r}; there are {', '.join(outputs.names())}"
            )
    return names


# --- the verbs ---------------------------------------------------------------------------


def _build(options: argparse.Namespace, checkout: Path | None) -> int:
    from octavo import delivery, pipeline
    from octavo.engine import EngineError

    root = _root(options, checkout)
    progress = _Progress(options)
    try:
        result = pipeline.build(root, options.to, _outside(options), progress, _rules(options))
        progress.clear()
        _print(result.findings, options)
        if result.document is None:
            return FAULTS
        written = delivery.deliver(result.outputs, options.output)
    except EngineError as error:
        progress.clear()
        _say(str(error))
        return IMPOSSIBLE
    except OSError as error:
        progress.clear()
        _say(f"{error.filename or options.output}: {error.strerror or error}")
        return IMPOSSIBLE
    if not options.quiet:
        for line in delivery.said(written, result.document, options.output):
            print(line)
    return _code(result.findings)


def _preview(options: argparse.Namespace, checkout: Path | None) -> int:
    import threading

    from octavo.preview import session

    if not 0 <= options.port <= 65535:
        raise _UsageError("--port: a number from 0 to 65535")
    root, outside = _root(options, checkout), _outside(options)
    wishes = session.Wishes(options.host, options.port, not options.no_browser)
    stop = threading.Event()
    gc.enable()  # it runs for hours
    with _ended_by_signals(stop):
        session.run(root, outside, wishes, lambda text: print(text, flush=True), stop)
    return FINE


@contextmanager
def _ended_by_signals(stop: threading.Event) -> Iterator[None]:
    """Ctrl-C, and being told to end, end in order."""
    import signal

    before = {n: signal.signal(n, lambda *_: stop.set()) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _check(options: argparse.Namespace, checkout: Path | None) -> int:
    from octavo import pipeline, reports

    chosen = _rules(options)
    result = pipeline.build(_root(options, checkout), (), _outside(options), chosen=chosen)
    if options.format == "text":
        _print(result.findings, options)
        if not result.findings and not options.quiet:
            print("nothing found")
    else:
        print(reports.write(result.findings, options.format))
    return _code(result.findings)


def _checks(options: argparse.Namespace, checkout: Path | None) -> int:
    from octavo import rules

    if options.rule is None:
        width = max(map(len, rules.names()))
        for name in rules.names():
            print(f"{name:{width}}  {rules.explained(name).splitlines()[0]}")
    else:
        (name,) = _names([options.rule])
        print(f"{name}\n\n{rules.explained(name)}")
    return FINE


def _new(options: argparse.Namespace, checkout: Path | None) -> int:
    from octavo import starter

    try:
        starter.write(options.folder)
    except OSError as error:
        raise _UsageError(f"{error.filename or options.folder}: {error.strerror}") from error
    if not options.quiet:
        print(f"{options.folder} is ready. Build it with:\n")
    command = "python3 build.py" if checkout else "octavo"
    print(f"    {command} build {_quoted(options.folder)}")
    return FINE


def _import(options: argparse.Namespace, checkout: Path | None) -> int:
    from octavo import importers

    try:
        made = importers.make(options.draft)
        importers.refuse_to_overwrite(options.folder)
        if not options.dry_run:
            importers.write(made, options.folder)
    except importers.DraftError as error:
        raise _UsageError(str(error)) from error
    except OSError as error:
        raise _UsageError(f"{error.filename or options.folder}: {error.strerror}") from error
    options.all = True  # each finding is about a place that the writer must see
    _print(made.findings, options)
    if not options.quiet:
        said = "would write " if options.dry_run else ""
        for name in made.files:
            print(f"{said}{options.folder / name}")
    return FINE


def _doctor(options: argparse.Namespace, checkout: Path | None) -> int:
    from octavo import doctor

    text, fine = doctor.report()
    print(text)
    return FINE if fine else FAULTS


def _clean(options: argparse.Namespace, checkout: Path | None) -> int:
    from octavo import delivery

    deleted, kept = delivery.clean(options.output)
    for path in kept:
        _say(f"{path} was changed after Octavo wrote it: kept")
    if not options.quiet:
        print(f"deleted {len(deleted)} file{'s' * (len(deleted) != 1)} in {options.output}")
    return FINE


def _test(checkout: Path, arguments: Sequence[str]) -> int:
    import subprocess

    if any(argument in ("-h", "--help") for argument in arguments):
        print("usage: build.py test [PYTEST'S ARGUMENTS]\n\nRun all tests.")
        return FINE
    command = [sys.executable, "-m", "pytest", *arguments]
    return FINE if subprocess.run(command, cwd=checkout).returncode == 0 else FAULTS


def _no_test(options: argparse.Namespace, checkout: Path | None) -> int:
    raise _UsageError("`test` must come first")


# --- helpers -----------------------------------------------------------------------------


def _root(options: argparse.Namespace, checkout: Path | None) -> Path:
    """The manuscript's folder; raises _UsageError where it is none."""
    usual = checkout / "sections" if checkout else Path()
    root: Path = options.manuscript or usual
    if root.name == "report.toml":
        root = root.parent
    if not root.is_dir():
        raise _UsageError(f"there is no folder {root}")
    if not (root / "report.toml").is_file():
        command = f"{_program(checkout)} new FOLDER"
        raise _UsageError(f"there is no report.toml in {root}; to begin a manuscript: {command}")
    return root


def _outside(options: argparse.Namespace) -> tuple[Path, ...]:
    """Libraries outside the manuscript: of the command line and of the user's own settings."""
    from octavo import settings

    for path in options.bibliography:
        if not path.is_file():
            raise _UsageError(f"there is no bibliography {path}")
    try:
        return (*options.bibliography, *settings.bibliographies())
    except settings.SettingsError as error:
        raise _UsageError(str(error)) from error


def _rules(options: argparse.Namespace) -> Rules:
    """The rules that the command line chooses."""
    from octavo.rules import Rules

    return Rules(_names(options.select), _names(options.ignore), strict=options.strict)


def _names(given: Sequence[str]) -> frozenset[str]:
    from octavo import rules

    try:
        return rules.known(given)
    except ValueError as error:
        raise _UsageError(str(error).replace("|", "; ")) from error


def _code(findings: Sequence[Finding]) -> int:
    return FAULTS if any(f.severity is Severity.ERROR for f in findings) else FINE


def _print(findings: Sequence[Finding], options: argparse.Namespace) -> None:
    from octavo import reports

    if findings:
        everything = options.all
        print(
            reports.write(findings, colour=_colour(options), everything=everything),
            file=sys.stderr,
        )


def _colour(options: argparse.Namespace) -> bool:
    return sys.stderr.isatty() and not options.no_color and not os.environ.get("NO_COLOR")


def _quoted(path: Path) -> str:
    import shlex

    return f'"{path}"' if os.name == "nt" else shlex.quote(str(path))


def _say(text: str) -> None:
    print(text, file=sys.stderr)


class _Progress:
    """One line on a terminal that says what is being done; a line each with --verbose."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.verbose = options.verbose
        self.shown = sys.stderr.isatty() and not options.quiet and not options.verbose

    def __call__(self, text: str) -> None:
        if self.verbose:
            _say(text)
        elif self.shown:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
