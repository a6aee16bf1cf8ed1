"""Work in a process of its own, which may be stopped at any moment, or die, and harms nobody.

What it has told until then is kept: so a solve that is stopped, killed or out of memory still
leaves its best plan.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, NoReturn

Tell = Callable[[Any], None]
"""Sends something that can be pickled to whoever waits for the work."""

LOOK_EVERY = 0.1
"""Seconds between two looks at the clock and at whether the work was asked to stop."""
OUT_OF_MEMORY = 12
"""Exit code of a process that found no memory; ENOMEM."""
MEGABYTE = 2**20


class Stop(StrEnum):
    """Why work ended before it was done."""

    ASKED = "asked"
    TIME = "time"
    MEMORY = "memory"
    KILLED = "killed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ended:
    """How work ended: with a result, or why without; words: of an error, if there was one."""

    result: Any = None
    stop: Stop | None = None
    words: str = ""


@dataclass(slots=True)
class _Asked:
    """Whether somebody asked to stop."""

    to_stop: bool = False


@dataclass(slots=True)
class _Child:
    """The process that works: what it sends, and the pipe whose end tells it that we are gone."""

    number: int
    answers: Connection
    life: int
    status: int | None = field(default=None)

    def end(self) -> int:
        """Ends it, if it has not ended; its wait status."""
        if self.status is None:
            with suppress(ProcessLookupError):
                os.kill(self.number, signal.SIGKILL)
            self.status = os.waitpid(self.number, 0)[1]
            os.close(self.life)
        return self.status


def can_work_apart() -> bool:
    """Whether this system can: it must be able to split a process in two."""
    return hasattr(os, "fork")


def can_limit_memory() -> bool:
    """Whether a limit on a process's memory is kept here; elsewhere it is taken and forgotten."""
    return sys.platform == "linux"


def work_apart(
    work: Callable[[Tell], Any],
    told: Callable[[Any], None],
    seconds: float,
    memory_mb: int | None = None,
) -> Ended:
    """Does the work in a process of its own.

    work: gets a function that sends something here at once, to `told`; its result comes back.
    seconds: after which it is ended. memory_mb: of its own memory that it may take.
    Ctrl-C and SIGTERM end the work, and are no error; a second one raises KeyboardInterrupt.
    """
    with _asked_to_stop() as asked:
        child = _started(work, memory_mb)
        try:
            ended = _listen(child, told, asked, time.monotonic() + seconds)
        finally:
            child.end()
            child.answers.close()
    # A library that can't pass on that it found no memory aborts.
    aborted = ended.stop == Stop.KILLED and ended.words == str(int(signal.SIGABRT))
    return Ended(stop=Stop.MEMORY) if aborted and memory_mb is not None else ended


def _listen(child: _Child, told: Callable[[Any], None], asked: _Asked, deadline: float) -> Ended:
    while not asked.to_stop and time.monotonic() < deadline:
        if not child.answers.poll(LOOK_EVERY):
            continue
        kind, what = _next(child.answers)
        if kind == "told":
            told(what)
        elif kind == "gone":
            return _gone(child)
        else:
            return Ended(what) if kind == "done" else Ended(stop=Stop.FAILED, words=what)
    child.end()
    # What it had sent by then is as good as what came before.
    while child.answers.poll(0):
        kind, what = _next(child.answers)
        if kind == "done":
            return Ended(what)
        if kind != "told":
            break
        told(what)
    return Ended(stop=Stop.ASKED if asked.to_stop else Stop.TIME)


def _next(answers: Connection) -> tuple[str, Any]:
    try:
        kind, what = answers.recv()
    except (EOFError, OSError):
        return "gone", None
    return kind, what


def _gone(child: _Child) -> Ended:
    """It closed its end without a result: it died, or was killed."""
    child.status = os.waitpid(child.number, 0)[1]
    os.close(child.life)
    code = os.waitstatus_to_exitcode(child.status)
    if code == OUT_OF_MEMORY:
        return Ended(stop=Stop.MEMORY)
    return Ended(stop=Stop.KILLED if code < 0 else Stop.FAILED, words=str(abs(code)))


@contextmanager
def _asked_to_stop() -> Iterator[_Asked]:
    asked = _Asked()
    if threading.current_thread() is not threading.main_thread():
        yield asked  # only the main thread hears signals
        return

    def hear(number: int, frame: object) -> None:
        if asked.to_stop:
            raise KeyboardInterrupt
        asked.to_stop = True

    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    heard = {one: handler for one, handler in before.items() if handler != signal.SIG_IGN}
    for one in heard:
        signal.signal(one, hear)
    try:
        yield asked
    finally:
        for one, handler in heard.items():
            signal.signal(one, handler)


def _started(work: Callable[[Tell], Any], memory_mb: int | None) -> _Child:
    answers, answering = Pipe(duplex=False)
    alive, life = os.pipe()
    stops = {signal.SIGINT, signal.SIGTERM}
    # None may come between the split and the moment from which the new process ignores it.
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    try:
        number = os.fork()
        if number == 0:
            os.close(life)
            answers.close()
            _work(work, answering, alive, memory_mb)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, stops)
    os.close(alive)
    answering.close()
    return _Child(number, answers, life)


def _work(
    work: Callable[[Tell], Any], answering: Connection, alive: int, memory_mb: int | None
) -> NoReturn:
    """The new process, which ends here whatever happens."""
    code = 1
    try:
        # The terminal sends Ctrl-C to both; what it means is for the one that waits to say.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
        _be_silent()
        threading.Thread(target=_end_with, args=(alive,), daemon=True).start()
        _limit_memory(memory_mb)
        answering.send(("done", work(lambda what: answering.send(("told", what)))))
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BrokenPipeError:  # nobody listens any more
        code = 1
    except BaseException as error:
        with suppress(OSError):
            answering.send(("failed", f"{type(error).__name__}: {error}"[:300]))
    finally:
        os._exit(code)


def _end_with(alive: int) -> None:
    """Ends this process when the one that started it is gone."""
    os.read(alive, 1)
    os._exit(1)


def _be_silent() -> None:
    """What a library prints when it dies is not for the terminal, unless asked for."""
    if not os.environ.get("RRM_DEBUG"):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)


def _limit_memory(memory_mb: int | None) -> None:
    if memory_mb is not None and can_limit_memory():
        import resource

        most = memory_mb * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
