"""What a film or a recording is, by its first bytes. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaKind:
    kind: str
    content_type: str
    extension: str


MP4 = MediaKind(kind="video", content_type="video/mp4", extension="mp4")
WEBM = MediaKind(kind="video", content_type="video/webm", extension="webm")
M4A = MediaKind(kind="audio", content_type="audio/mp4", extension="m4a")
MP3 = MediaKind(kind="audio", content_type="audio/mpeg", extension="mp3")
OGG = MediaKind(kind="audio", content_type="audio/ogg", extension="ogg")
_FILM_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
    b"MSNV",
}


def kind_of(head: bytes) -> MediaKind | None:
    """The kind of a file that begins with ``head`` (at least 64 bytes); None for anything browsers do not play.

    >>> kind_of(b"ID3" + bytes(61)).content_type
    'audio/mpeg'
    """
    if head[4:8] == b"ftyp":
        if head[8:12] in {b"M4A ", b"M4B "}:
            return M4A
        return MP4 if head[8:12] in _FILM_BRANDS else None
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return WEBM
    if head.startswith(b"ID3") or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return MP3
    return OGG if head.startswith(b"OggS") else None
