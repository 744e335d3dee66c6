#!/usr/bin/env python3
"""The one command: set Octavo up where that is needed, then hand over to it.

    python3 build.py            builds the report        (Windows: py build.py)
    python3 build.py test       runs the tests
    python3 build.py --help     says what else there is

Runs on the standard library alone, and is written so that Pythons too old for Octavo can still
read it and say so. The set-up itself is in octavo/setup, the command line in octavo/verbs.
"""

import os
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else VENV + "/bin/python"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "pdf": "requirements.lock"}

# These make no PDF, so they do not ask for Pango.
WITHOUT_PDF = ("check", "clean", "doctor", "new")


def main():
    """Set up what this run needs, then run Octavo inside `.venv`. Returns the exit code."""
    if sys.version_info < OLDEST:
        return fail(too_old())
    wheels, arguments = take_wheels(sys.argv[1:])
    inside = os.path.isdir(VENV) and os.path.samefile(sys.prefix, VENV)
    try:
        stamps = {need: stamp(need) for need in needs(arguments)}
    except OSError as error:
        return fail("Octavo is not whole, get all of it: %s" % error)
    if not all(is_ready(need, stamps[need]) for need in stamps):
        if inside:  # .venv cannot be made anew from within
            return run([sys._base_executable] + sys.argv)
        problem = set_up(stamps, wheels)
        if problem:
            return fail(problem)
    if not inside:
        return run([PYTHON, os.path.join(ROOT, "build.py")] + arguments)
    from pathlib import Path

    from octavo.cli import main as octavo

    return octavo(arguments, checkout=Path(ROOT))


def needs(arguments):
    """What must be ready: the packages ("run"), for tests the tools ("dev"), and "pdf" Pango."""
    if arguments[:1] == ["test"]:
        return ["run", "dev", "pdf"]
    asks = any(word in ("-h", "--help", "--version") for word in arguments)
    formats = [
        after if word == "--to" else word[5:]
        for word, after in zip(arguments, arguments[1:] + [""])
        if word == "--to" or word.startswith("--to=")
    ]
    html_only = formats and "pdf" not in ",".join(formats)
    if asks or html_only or (arguments and arguments[0] in WITHOUT_PDF):
        return ["run"]
    return ["run", "pdf"]


def stamp(need):
    """What `.venv/ready-NEED` holds if that was made by this Python, in this place, for this lock.

    The lock itself is in it, for comparing is quicker than making a checksum.
    """
    made_for = [sys.implementation.cache_tag, getattr(sys, "abiflags", ""), sys.platform, ROOT]
    with open(os.path.join(ROOT, LOCKS[need]), "rb") as lock:
        return "\n".join(made_for + [""]).encode("utf-8", "surrogateescape") + lock.read()


def is_ready(need, wanted):
    """Was this made ready before, and is it still there?"""
    try:
        with open(os.path.join(VENV, "ready-" + need), "rb") as file:
            return file.read() == wanted and os.path.exists(PYTHON)
    except OSError:
        return False


def set_up(stamps, wheels):
    """Make everything ready. Returns what to tell the user where that is not possible."""
    try:
        from pathlib import Path

        from octavo.setup import SetupError
        from octavo.setup.environment import prepare
    except ImportError as error:
        return "This Python is not complete (%s): install all of Python 3.11 or newer." % error
    try:
        prepare(Path(ROOT), stamps, wheels)
    except SetupError as error:
        return str(error)
    except KeyboardInterrupt:
        return "Interrupted. The same command starts again."
    return None


def run(command):
    """Become this program; on Windows, where that would lose the console, run it and wait."""
    if os.name != "nt":
        os.execv(command[0], command)
    import subprocess

    try:  # UTF-8, since a pipe would else have the country's code page
        return subprocess.call(command, env=dict(os.environ, PYTHONUTF8="1"))
    except KeyboardInterrupt:
        return 130


def take_wheels(arguments):
    """Split `--wheels DIR`, which is for the set-up, from the arguments for Octavo."""
    for index, word in enumerate(arguments):
        if word.startswith("--wheels="):
            return word[len("--wheels=") :], arguments[:index] + arguments[index + 1 :]
        if word == "--wheels" and index + 1 < len(arguments):
            return arguments[index + 1], arguments[:index] + arguments[index + 2 :]
    return None, arguments


def too_old():
    """The message for a Python that cannot run Octavo."""
    return (
        "Octavo needs Python %d.%d or newer; this is Python %d.%d. A newer one:\n\n"
        "    Debian, Ubuntu   sudo apt-get install python3   (Ubuntu from 24.04 on)\n"
        "    Fedora           sudo dnf install python3\n"
        "    macOS            brew install python\n"
        "    Windows          winget install Python.Python.3.13\n\n"
        "or from https://www.python.org/downloads/ - then call build.py with that Python."
    ) % (OLDEST + tuple(sys.version_info[:2]))


def fail(problem):
    """Print the message; the exit code for "could not run"."""
    sys.stderr.write("\n" + problem + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
