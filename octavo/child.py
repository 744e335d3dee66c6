"""Have functions called in a process of its own, whose time and memory have limits.

`Child` is the parent's side: a new Python, begun at once, that prepares itself and then calls what
it is asked to. Values go both ways pickled; a child knows no more than its parent and is no less
trusted. With its parent it ends, however that ended.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO, cast

from octavo import resident
from octavo.bounds import LOOK, MEGABYTE, hold_addresses
from octavo.limits import Limits, StoppedError

GRACE = 2.0  # seconds by which a child outlives its limit where its parent does not end it
BROKEN = (OSError, EOFError, ValueError, pickle.UnpicklingError)  # the other end is gone

Where = Callable[[FrameType | None], str]


def begun(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A new Python that calls `main(arguments)` of a module, out of reach of the terminal's Ctrl-C.

    That is its parent's to hear of; a child ends when its standard input does.
    """
    program = (
        f"import sys; sys.path[:] = {sys.path!r}; from {module} import main; main(sys.argv[1:])"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # Windows
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a child, whatever it is doing."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(*BROKEN):  # what was not yet written is of no use to anybody
            cast(BinaryIO, pipe).close()


def nothing() -> None:
    """Prepare nothing."""


def nowhere(_: FrameType | None) -> str:
    """No place is known."""
    return ""


class Child:
    """A process that calls functions, which must be a module's own, one after the other.

    `first` is called at once, while the parent does something else. `where` says at what place a
    frame of Python, or the innermost around it that knows, works.
    """

    def __init__(
        self, limits: Limits, first: Callable[[], object] = nothing, where: Where = nowhere
    ) -> None:
        self.limits = limits
        self.place = ""  # where it was when it last said so
        self._process = begun("octavo.child")
        self._send((limits, first, where))

    def call(
        self,
        function: Callable[..., Any],
        *given: Any,
        heard: Callable[[str], object] = lambda _: None,
    ) -> Any:
        """What the function returns; `heard` is called with each text that it `say`s meanwhile.

        Raises StoppedError where it reached a limit, crashed or had a fault of its own, and errors
        of Octavo and of the operating system as they are. After any error the child is of no use.
        """
        late, self.place = threading.Event(), ""
        timer = self._timer(late)
        try:
            self._send((function, given))
            for kind, value in self._answers():
                if kind == "begun":  # that it took long to prepare is no fault of the work's
                    timer.cancel()
                    timer = self._timer(late)
                elif kind == "at":
                    self.place = value or self.place
                elif kind == "said":
                    heard(value)
                elif kind == "made":
                    return value
                else:
                    raise value
        finally:
            timer.cancel()
        limit = "time" if late.is_set() else ""
        raise StoppedError(limit, self.limits.passed(limit) if limit else self._death(), self.place)

    def end(self) -> None:
        """End it."""
        end(self._process)

    def _send(self, order: object) -> None:
        pipe = cast(BinaryIO, self._process.stdin)
        with suppress(*BROKEN):  # it has died, and may have said why
            pickle.dump(order, pipe, protocol=5)
            pipe.flush()

    def _answers(self) -> Iterator[tuple[str, Any]]:
        """What comes back, until it has died."""
        with suppress(*BROKEN):
            while True:
                yield pickle.load(cast(BinaryIO, self._process.stdout))

    def _timer(self, late: threading.Event) -> threading.Timer:
        """A clock that ends the child when its time is up."""
        timer = threading.Timer(self.limits.time, self._stop, [late])
        timer.daemon = True
        timer.start()
        return timer

    def _stop(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _death(self) -> str:
        code = self._process.wait()
        if code >= 0:
            return f"ended in mid-work, with exit code {code}"
        import signal

        name = signal.Signals(-code).name
        if name == "SIGKILL":
            return "was ended from outside, as it is where the computer runs out of memory"
        return f"crashed ({name})"


# --- in the child ------------------------------------------------------------------------


def say(text: str) -> None:
    """Tell the parent, in a function that a `Child` calls."""
    _tell("said", text)


def main(_: Sequence[str]) -> None:
    """Call what the standard input asks for; end with it."""
    _listen()
    orders: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(orders,), daemon=True).start()
    caller = _Caller(*orders.get())
    gc.disable()  # as for all that runs once: it costs a fifth of the time
    if caller.prepared():
        while True:
            caller.call(*orders.get())


_out: BinaryIO
_telling = threading.Lock()


def _listen() -> None:
    """Keep the standard output for answers: whatever else prints must not get among them."""
    global _out
    _out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)


def _tell(kind: str, value: object) -> None:
    data = pickle.dumps((kind, value), protocol=5)
    with _telling, suppress(*BROKEN):
        _out.write(data)
        _out.flush()


def _take(orders: queue.SimpleQueue[Any]) -> None:
    """Take orders in while others are worked on, and be gone when the parent is."""
    try:
        while True:
            orders.put(pickle.load(sys.stdin.buffer))
    except BROKEN:
        os._exit(0)
    except Exception as error:  # an order that cannot be understood here
        _tell("raised", StoppedError("", f"failed ({type(error).__name__}: {error})"))
        os._exit(1)


class _Caller:
    """Calls, while another thread looks at the memory and tells where the work is."""

    def __init__(self, limits: Limits, first: Callable[[], object], where: Where) -> None:
        self.limits, self.first, self.where = limits, first, where
        self.me, self.works, self.has_worked = threading.get_ident(), False, False
        _go_first()
        threading.Thread(target=self._watch, daemon=True).start()
        hold_addresses(limits)  # a thread that gets no memory to begin with is waited for forever

    def prepared(self) -> bool:
        """Call what prepares. What went wrong is the answer to the call that is to come."""
        try:
            self.first()
        except Exception as error:
            _tell("raised", self._fault(error))
            return False
        return True

    def call(self, function: Callable[..., Any], given: tuple[Any, ...]) -> None:
        """Call, and answer what came of it."""
        if self.has_worked:
            gc.collect()
        self.works = self.has_worked = True
        _tell("begun", None)
        with _gone_after(self.limits.time + GRACE):
            try:
                _tell("made", function(*given))
            except Exception as error:
                _tell("raised", self._fault(error))
        self.works = False

    def _fault(self, error: Exception) -> BaseException:
        """What the parent is to raise: errors that are meant for the user as they are."""
        if type(error).__module__.startswith("octavo.") or isinstance(error, OSError):
            return error
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        frame = trace and trace.tb_frame
        if isinstance(error, MemoryError):
            return self._out_of_memory(frame)
        at = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}" if frame else "?"
        return StoppedError("", f"failed ({type(error).__name__}: {error}; {at})", self._at(frame))

    def _out_of_memory(self, frame: FrameType | None) -> StoppedError:
        return StoppedError("memory", self.limits.passed("memory"), self._at(frame))

    def _at(self, frame: FrameType | None) -> str:
        try:
            return self.where(frame)
        except Exception:  # what it looks at is changing meanwhile
            return ""

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK)
            frame = sys._current_frames().get(self.me)
            if resident.size() > self.limits.memory * MEGABYTE:
                _tell("raised", self._out_of_memory(frame))
                os._exit(1)
            if self.works:
                _tell("at", self._at(frame))


def _go_first() -> None:
    """Be the first that Linux ends to have memory again: proc(5)."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


@contextmanager
def _gone_after(seconds: float) -> Iterator[None]:
    """End this process if this lasts longer, even in a library that lets no thread of ours run."""
    with Path(os.devnull).open("wb") as nowhere_:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere_)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
