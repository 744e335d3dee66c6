"""Run pip, which need not be installed, and say in plain words why it failed.

pip reads its own settings (index, proxy, certificates) as always: nothing here overrides them.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sysconfig
from pathlib import Path

from octavo.setup import SetupError

OPTIONS = (
    # --no-deps: the locks are complete. --no-compile: Python does it as modules are used.
    *("install", "--no-deps", "--require-hashes", "--only-binary=:all:", "--no-compile"),
    *("--no-user", "--no-input", "--disable-pip-version-check"),
)

NO_NETWORK = re.compile(
    "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError"
    "|Failed to establish a new connection|Connection refused|Network is unreachable"
    "|Name or service not known|name resolution|getaddrinfo failed|nodename nor servname"
)
CERTIFICATE = re.compile("CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError")
UNKNOWN = re.compile(r"No matching distribution found for (\S+)")


def wheel() -> str:
    """The pip that comes inside Python, a zip that Python can run; "" if there is none.

    Running it saves installing it, which takes longer than all the rest.
    """
    folders = [sysconfig.get_config_var("WHEEL_PKG_DIR"), "/usr/share/python-wheels"]
    bundled = importlib.util.find_spec("ensurepip")
    if bundled and bundled.origin:
        folders.append(str(Path(bundled.origin).parent / "_bundled"))
    found = [str(file) for name in folders if name for file in Path(name).glob("pip-*.whl")]
    return sorted(found)[-1] if found else ""


def available() -> bool:
    """Has this Python a pip, inside or installed?"""
    return bool(wheel()) or importlib.util.find_spec("pip") is not None


def install(python: Path, base: str, lock: Path, wheels: str | None, pip: str = "") -> None:
    """Install what the lock names for the interpreter `python`, which needs no pip itself.

    `base` is the Python that has pip where there is no wheel of it (`pip`, or `wheel()`).
    `wheels` is a folder to take everything from, without a network. SetupError on failure.
    """
    pip = pip or wheel()
    start = [str(python), "-m", "pip"] if pip else [base, "-m", "pip", "--python", str(python)]
    offline = ["--no-index", "--find-links", str(Path(wheels).absolute())] if wheels else []
    result = subprocess.run(
        [*start, *OPTIONS, *offline, "-r", str(lock)],
        env={**os.environ, "PYTHONPATH": pip} if pip else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode != 0:
        raise SetupError(explain(result.stdout, lock.name, wheels))


def explain(output: str, lock: str, wheels: str | None) -> str:
    """What pip's output means for the user, and the cure."""
    unknown = UNKNOWN.search(output)
    if unknown and wheels:
        return f"The folder {wheels} lacks {unknown[1]} for this Python.\n\n{_fetch(lock)}"
    if CERTIFICATE.search(output):
        return (
            "The package index shows a certificate that Python does not know (some schools and\n"
            "firms read along). Ask for their certificate file, then type:\n\n"
            "    python3 -m pip config set global.cert FILE"
        )
    if NO_NETWORK.search(output):
        return f"There is no network, or the package index cannot be reached.\n\n{_fetch(lock)}"
    if unknown:
        return (
            f"The package index has no {unknown[1]} for this Python and system, or pip's\n"
            f"settings keep it from an index (see `pip config list`).\n\n{_fetch(lock)}"
        )
    return f"pip failed:\n\n{_said(output)}{_cure(output)}"


def _fetch(lock: str) -> str:
    return (
        "Try again when connected. Or fetch all on a connected computer of the same kind:\n\n"
        f"    python3 -m pip download --only-binary=:all: -r {lock} -d wheels\n\n"
        "bring the folder here, and type:  python3 build.py --wheels wheels"
    )


def _said(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return "\n".join("    " + line for line in (errors or lines)[-4:])


def _cure(output: str) -> str:
    if "No space left" in output:
        return "\n\nThe disk is full: about 150 MB are needed."
    if "DO NOT MATCH THE HASHES" in output:
        return "\n\nWhat came is not what Octavo was tried with: a proxy or index changed it."
    return ""
