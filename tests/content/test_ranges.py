"""Which bytes are sent, and what an uploaded file or its captions are, without a database."""

import pytest

from content.captions import CaptionsRefused, captions_from
from content.media_kinds import kind_of
from content.ranges import NotSatisfiable, wanted_range

CASES = [
    ("", None),
    ("bytes=0-0", (0, 0)),
    ("bytes=0-", (0, 999)),
    ("bytes=10-19", (10, 19)),
    ("bytes=990-2000", (990, 999)),
    ("bytes=-5", (995, 999)),
    ("bytes=-5000", (0, 999)),
    ("bytes=5-6, 10-12", (5, 6)),
    (" BYTES = 1-2", (1, 2)),
    ("bytes=9-3", None),
    ("bytes=-", None),
    ("bytes=a-b", None),
    ("bytes=1-2-3", None),
    ("lines=0-3", None),
    ("bytes=" + "1-2," * 900, None),
]


@pytest.mark.parametrize(("header", "wanted"), CASES)
def test_ranges(header, wanted):
    assert wanted_range(header, 1000) == wanted


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_what_lies_behind_the_end_cannot_be_satisfied(header):
    with pytest.raises(NotSatisfiable):
        wanted_range(header, 1000)


def test_an_empty_file_has_no_range():
    with pytest.raises(NotSatisfiable):
        wanted_range("bytes=0-", 0)


def test_one_answer_is_bounded():
    assert wanted_range("bytes=0-", 10**9, longest=100) == (0, 99)
    assert wanted_range("bytes=50-5000", 10**9, longest=100) == (50, 149)


def test_captions_are_read_from_srt_and_vtt_and_written_plain():
    srt = "1\r\n00:00:01,000 --> 00:00:02,500\r\nXin <b>chào</b>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nHết"
    vtt = captions_from(srt.encode())
    assert vtt.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nXin chào")
    assert captions_from(vtt.encode()) == vtt
    assert captions_from(
        "WEBVTT\n\nNOTE x\n\n01:02.000 --> 01:03.000 line:0\nA\n".encode("utf-8-sig")
    ).endswith("A\n")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "none"),
        (b"WEBVTT\n\n", "none"),
        (b"\xff\xfe\x00", "encoding"),
        (b"00:00:02.000 --> 00:00:01.000\nA", "order"),
        (b"a" * 1_000_001, "too_large"),
    ],
)
def test_captions_that_are_none_are_refused(data, code):
    with pytest.raises(CaptionsRefused) as refusal:
        captions_from(data)
    assert refusal.value.code == code


def test_a_file_is_what_its_bytes_say():
    assert kind_of(b"\0\0\0\x18ftypmp42" + bytes(50)).kind == "video"
    assert kind_of(b"\0\0\0\x18ftypM4A " + bytes(50)).content_type == "audio/mp4"
    assert kind_of(b"\x1aE\xdf\xa3" + b"\x42\x82\x84webm" + bytes(50)).content_type == "video/webm"
    assert kind_of(b"OggS" + bytes(60)).content_type == "audio/ogg"
    for other in (b"", b"<html><script>", b"MZ" + bytes(62), b"\0\0\0\x18ftypheic" + bytes(50), b"%PDF-1.7"):
        assert kind_of(other) is None
