"""Captions as WebVTT: read from .vtt or .srt, checked, written anew. Pure."""

import re

MAX_BYTES = 1_000_000
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_CUE = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}")
_TAG = re.compile(r"<[^>]*>")


class CaptionsRefused(ValueError):
    """These are no captions; ``code`` says why: ``too_large``, ``encoding``, ``none``, ``order``."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


def captions_from(data: bytes) -> str:
    r"""WebVTT with one cue after the other and plain text in it. Raises ``CaptionsRefused``.

    >>> captions_from(b"1\n00:00:01,000 --> 00:00:02,500\nXin <b>ch\xc3\xa0o</b>")
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nXin chào\n'
    """
    if len(data) > MAX_BYTES:
        raise CaptionsRefused("too_large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptionsRefused("encoding") from error
    cues: list[str] = []
    spoken: list[str] | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if found := _CUE.match(line):
            begins, ends = _moment(found.groups()[:4]), _moment(found.groups()[4:])
            if ends <= begins:
                raise CaptionsRefused("order", number)
            spoken = []
            cues.append(f"{begins} --> {ends}")
        elif not line.strip():
            spoken = None
        elif spoken is not None and (words := _TAG.sub("", line).replace("-->", "→").strip()):
            spoken.append(words)
            cues[-1] += f"\n{words}"
    cues = [cue for cue in cues if "\n" in cue]
    if not cues:
        raise CaptionsRefused("none")
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def _moment(parts: tuple[str | None, ...]) -> str:
    hours, minutes, seconds, thousandths = parts
    return f"{int(hours or 0):02d}:{int(minutes or 0):02d}:{seconds}.{thousandths}"
