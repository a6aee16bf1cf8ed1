"""Work in a process of its own: what it told is kept, however it ends."""

import faulthandler
import os
import signal
import time

import pytest

from rrm.allocation.apart import Stop, can_limit_memory, can_work_apart, work_apart

pytestmark = pytest.mark.skipif(not can_work_apart(), reason="this system can't split a process")


@pytest.fixture(autouse=True)
def ctrl_c_is_heard():
    """Shells start work in the background with Ctrl-C switched off."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def heard(work, seconds=30.0, memory_mb=None):
    """How work ended, and what it told until then."""
    told = []
    return work_apart(work, told.append, seconds, memory_mb), told


def asleep(tell):
    tell("a plan")
    time.sleep(60)


def test_a_result_comes_back_after_all_that_was_told():
    def work(tell):
        tell(1)
        tell(2)
        return {"best": 3}

    ended, told = heard(work)
    assert (ended.result, ended.stop, told) == ({"best": 3}, None, [1, 2])


def test_work_that_takes_too_long_is_ended_and_what_it_told_is_kept():
    ended, told = heard(asleep, seconds=0.5)
    assert (ended.result, ended.stop, told) == (None, Stop.TIME, ["a plan"])


def test_work_that_is_killed_harms_nobody():
    def work(tell):
        tell("a plan")
        os.kill(os.getpid(), signal.SIGKILL)

    ended, told = heard(work)
    assert (ended.stop, ended.words, told) == (Stop.KILLED, "9", ["a plan"])


@pytest.mark.skipif(not can_limit_memory(), reason="no limit on memory is kept here")
def test_work_that_finds_no_memory_says_so():
    def work(tell):
        tell("a plan")
        return bytearray(2**31)

    ended, told = heard(work, memory_mb=1_000)
    assert (ended.stop, told) == (Stop.MEMORY, ["a plan"])


def test_work_that_aborts_under_a_memory_limit_ran_out_of_it():
    def work(tell):
        faulthandler.disable()
        os.abort()

    assert heard(work, memory_mb=4_000)[0].stop == Stop.MEMORY
    assert heard(work)[0].stop == Stop.KILLED


def test_an_error_in_the_work_is_told_in_its_words():
    def work(tell):
        raise ValueError("no such row")

    ended, _ = heard(work)
    assert (ended.stop, ended.words) == (Stop.FAILED, "ValueError: no such row")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_the_work_and_is_no_error(number):
    def interrupted(what):
        os.kill(os.getpid(), number)

    before = signal.getsignal(number)
    ended = work_apart(asleep, interrupted, 30.0)
    assert ended.stop == Stop.ASKED
    assert signal.getsignal(number) == before


def test_a_second_ctrl_c_ends_more_than_the_work():
    def interrupted_twice(what):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        work_apart(asleep, interrupted_twice, 30.0)
