"""Drive a real browser: headless Chromium, spoken to over a pipe in its DevTools protocol."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-pipe",
)
CODES = {
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    "End": 35,
    "ArrowRight": 39,
    "F2": 113,
    "F6": 117,
    "F8": 119,
}
PATIENCE = 60.0  # seconds until something that was to happen counts as never happening


def found() -> str | None:
    """The browser of this computer, if it has one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A browser of its own for a test; a context manager."""

    def __init__(self, folder: Path) -> None:
        program = found()
        assert program
        to_it, from_us = os.pipe()
        to_us, from_it = os.pipe()

        def joined() -> None:  # the protocol wants the pipe at 3 and 4
            kept = os.dup(to_it), os.dup(from_it)
            os.dup2(kept[0], 3)
            os.dup2(kept[1], 4)

        self._process = subprocess.Popen(
            [program, *ARGUMENTS, f"--user-data-dir={folder}", "about:blank"],
            preexec_fn=joined,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_it)
        os.close(from_it)
        self._out, self._in = os.fdopen(from_us, "wb"), os.fdopen(to_us, "rb")
        self._count = 0
        self._rest = b""

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._out.close()
        self._in.close()

    def tab(self, address: str, width: int = 1280, height: int = 900) -> Tab:
        """A new tab that shows an address."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session)
        tab.ask("Page.enable")
        tab.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        tab.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        tab.ask("Page.navigate", url=address)
        return tab

    def ask(self, method: str, session: str = "", **values: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": values}
        if session:
            message["sessionId"] = session
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        while True:
            answer = self._answer()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _answer(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = os.read(self._in.fileno(), 1 << 20)
            assert data, "the browser has ended"
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(line)
        return answer


class Tab:
    """One page in the browser."""

    def __init__(self, browser: Browser, session: str) -> None:
        self.browser, self.session = browser, session

    def ask(self, method: str, **values: Any) -> dict[str, Any]:
        """A command of the protocol for this tab."""
        return self.browser.ask(method, self.session, **values)

    def run(self, script: str) -> Any:
        """The value of an expression of JavaScript; a promise is waited for."""
        answer = self.ask(
            "Runtime.evaluate",
            expression=script,
            returnByValue=True,
            awaitPromise=True,
            userGesture=True,
        )
        assert "exceptionDetails" not in answer, (script, answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:
        """Wait until an expression is true; returns its value."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                value = self.run(script)
            except AssertionError:  # the page is not there yet
                value = None
            if value not in (None, False, "", 0):  # an element comes as {}
                return value
            time.sleep(0.02)
        raise AssertionError(f"never true: {script}")

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key and let it go."""
        for kind in ("keyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=CODES[key],
                modifiers=8 if shift else 0,
                text="\r" if (kind, key) == ("keyDown", "Enter") else "",
            )

    def close(self) -> None:
        """Close the tab."""
        self.ask("Page.close")

    def picture(self, path: Path) -> None:
        """Save what the tab shows as PNG."""
        import base64

        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))
