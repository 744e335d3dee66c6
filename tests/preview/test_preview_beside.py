"""The preview: work in a process of its own, which outlives faults and newer orders."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from octavo.preview import beside
from octavo.preview.beside import Beside, Orders, OvertakenError

Answers = queue.SimpleQueue[dict[str, Any]]


@pytest.fixture
def answers() -> Answers:
    return queue.SimpleQueue()


@pytest.fixture
def job(tmp_path: Path, answers: Answers) -> Iterator[Beside]:
    made = Beside("previewjob", tmp_path, (), answers.put)
    yield made
    made.close()


def ordered(job: Beside, folder: Path, text: str) -> None:
    (folder / "order").write_text(text, "utf-8")
    job.order()


def outcome(answers: Answers) -> dict[str, Any]:
    while True:
        answer = answers.get(timeout=30)
        if {"done", "failed"} & answer.keys():
            return answer


def test_one_process_does_one_order_after_another(
    job: Beside, tmp_path: Path, answers: Answers
) -> None:
    ordered(job, tmp_path, "0 first")
    assert answers.get(timeout=30) == {"step": "0 first"}
    first = outcome(answers)
    ordered(job, tmp_path, "0 second")
    second = outcome(answers)
    assert (first["done"], second["done"]) == ("0 first", "0 second")
    assert first["process"] == second["process"]


def test_a_fault_is_told_and_the_process_goes_on(
    job: Beside, tmp_path: Path, answers: Answers
) -> None:
    ordered(job, tmp_path, "0 before")
    process = outcome(answers)["process"]
    ordered(job, tmp_path, "fail")
    assert outcome(answers) == {"failed": "ValueError: it failed"}
    ordered(job, tmp_path, "0 after")
    assert outcome(answers)["process"] == process


def test_a_process_that_died_is_told_and_begun_anew(
    job: Beside, tmp_path: Path, answers: Answers
) -> None:
    ordered(job, tmp_path, "die")
    assert "begun anew" in outcome(answers)["failed"]
    ordered(job, tmp_path, "0 after")
    assert outcome(answers)["done"] == "0 after"


def test_a_newer_order_overtakes_work_in_the_same_process(
    job: Beside, tmp_path: Path, answers: Answers
) -> None:
    ordered(job, tmp_path, "0 warm")
    process = outcome(answers)["process"]
    ordered(job, tmp_path, "300 old")
    time.sleep(0.3)
    ordered(job, tmp_path, "0 new")
    found = outcome(answers)
    assert (found["done"], found["process"]) == ("0 new", process)


def test_who_never_stops_saving_is_shown_something() -> None:
    reader, writer = os.pipe()
    orders = Orders(3, reader)
    broken_off = 0
    for _ in range(10):
        os.write(writer, b"again\n")
        orders.wait()
        os.write(writer, b"again\n")
        while not orders._waits():
            time.sleep(0.01)
        try:
            orders.go_on()
            orders.finished()
            break
        except OvertakenError:
            broken_off += 1
    assert broken_off == 3


def test_work_that_is_half_done_is_finished() -> None:
    reader, writer = os.pipe()
    orders = Orders(3, reader)
    os.write(writer, b"again\n")
    orders.wait()
    time.sleep(0.2)
    orders.finished()
    os.write(writer, b"again\n")
    orders.wait()
    time.sleep(0.15)
    os.write(writer, b"again\n")
    while not orders._waits():
        time.sleep(0.01)
    orders.go_on()


def test_it_is_out_of_reach_of_the_terminal(job: Beside, tmp_path: Path, answers: Answers) -> None:
    ordered(job, tmp_path, "0 x")
    process = outcome(answers)["process"]
    if hasattr(os, "getsid"):
        assert os.getsid(process) == process != os.getsid(0)


def test_a_process_that_hangs_is_ended(
    job: Beside, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "PATIENCE", 0.2)
    ordered(job, tmp_path, "0 warm")
    process = outcome(answers)["process"]
    ordered(job, tmp_path, "600 hangs")
    time.sleep(0.5)
    ordered(job, tmp_path, "0 new")
    found = outcome(answers)
    assert (found["done"], found["process"] != process) == ("0 new", True)


def test_nothing_is_told_once_it_is_closed(job: Beside, tmp_path: Path, answers: Answers) -> None:
    before = threading.active_count()
    ordered(job, tmp_path, "3 x")
    job.close()
    time.sleep(0.6)
    job.order()
    assert answers.empty()
    assert threading.active_count() <= before
