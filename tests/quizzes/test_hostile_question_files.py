"""Files that mean harm end in a report: never an exception, never more than three seconds, nothing written."""

import contextlib
import resource
import time
from pathlib import Path

import pytest

from quizzes.errors import ImportRefused
from quizzes.importers import PARSERS
from quizzes.importers.drafts import ParsedBank, from_json
from quizzes.importers.refusals import FileRefused
from quizzes.services.importing import plan_for, read_questions, report_of_plan
from tests.support.hostile_questions import built_files, spoilt_files

SECONDS = 3


def _cpu_seconds() -> float:
    """Of this process and its children: what a file costs, whatever else the machine does."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _report(format: str, data: bytes) -> dict:
    try:
        parsed = read_questions(data=data, filename="la.txt", format=format)
    except ImportRefused as refusal:
        return {"refused": refusal.code, "message": str(refusal)}
    return report_of_plan(planned=plan_for(bank=None, parsed=parsed))


def test_three_hundred_spoilt_files_end_in_a_bank_or_a_refusal():
    """In this process, so that an exception cannot hide behind the child's end."""
    slowest = 0.0
    for name, format, data in spoilt_files(seed=20261124, count=320):
        start = time.process_time()
        with contextlib.suppress(FileRefused):
            parsed = PARSERS[format](data)
            assert from_json(parsed.to_json(with_bytes=True)) == parsed, name
        slowest = max(slowest, time.process_time() - start)

    assert slowest < SECONDS


@pytest.mark.parametrize(
    ("name", "format", "data"), built_files(), ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_file_built_to_harm_ends_in_a_report(name, format, data, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    start = _cpu_seconds()
    report = _report(format, data)
    took = _cpu_seconds() - start

    assert report.get("message") or isinstance(report["problems"], list)
    assert took < SECONDS, f"{name}: {took:.1f} s"
    assert list(Path(tmp_path).iterdir()) == []


def test_entities_and_document_types_are_refused_by_name():
    codes = {
        name: _report(format, data).get("refused")
        for name, format, data in built_files()
        if "dtd" in name or "laughs" in name
    }

    assert set(codes.values()) == {"has_dtd"}, codes


def test_a_parsed_bank_travels_as_json():
    bank = ParsedBank(format="gift")

    assert from_json(bank.to_json(with_bytes=True)) == bank
