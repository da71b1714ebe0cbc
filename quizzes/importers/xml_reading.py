"""XML nobody vouches for: parsed without DTD, entities and network; and short ways to look at its elements. Pure."""

from collections.abc import Iterator

from lxml import etree

from quizzes.importers.refusals import FileRefused

MAX_BYTES = 30 * 1024 * 1024
MAX_TAGS = 400_000
"""A bank of 5,000 questions has about 200,000 elements; four times that still parses within a second."""
_DOCTYPES = tuple(
    "<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)

_MISMATCH, _NOT_FINISHED = etree.ErrorTypes.ERR_TAG_NAME_MISMATCH, etree.ErrorTypes.ERR_TAG_NOT_FINISHED

Element = etree._Element


def read_xml(data: bytes, *, holds_files: bool = False) -> Element:
    """The root element. Raises ``FileRefused``: too_large, has_dtd, too_costly, bad_xml, broken.

    With ``holds_files`` one text may be as long as the file, for pictures in base64.
    """
    _refuse_monsters(data)
    try:
        root = etree.fromstring(data, _parser(holds_files=holds_files))
    except etree.XMLSyntaxError as error:
        raise FileRefused("bad_xml", _said(str(error))) from error
    except (ValueError, LookupError) as error:
        raise FileRefused("broken") from error
    except MemoryError as error:
        raise FileRefused("too_costly") from error
    return _checked(root)


def read_mended(data: bytes) -> tuple[Element, str]:
    """The root of a file in which at worst an end tag is missing, and what the parser said of it ("" when all is well).

    A file that was cut off is refused like any other: what is missing at its end nobody can know.
    """
    try:
        return read_xml(data), ""
    except FileRefused as refusal:
        if refusal.code != "bad_xml":
            raise
        mending = _parser(recover=True)
        try:
            root = etree.fromstring(data, mending)
        except (etree.XMLSyntaxError, ValueError, LookupError, MemoryError) as error:
            raise refusal from error
        errors = [entry.type for entry in mending.error_log]
        if (
            root is None
            or not errors
            or errors[0] != _MISMATCH
            or not set(errors) <= {_MISMATCH, _NOT_FINISHED}
        ):
            raise
        return _checked(root), refusal.detail


def _parser(*, recover: bool = False, holds_files: bool = False) -> etree.XMLParser:
    """``huge_tree`` lifts the limits on length and depth only; entities cannot multiply, for without a DTD there are none."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
        huge_tree=holds_files,
    )


def _refuse_monsters(data: bytes) -> None:
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise FileRefused("broken")
    if len(data) > MAX_BYTES:
        raise FileRefused("too_large")
    if any(mark in data for mark in _DOCTYPES):
        raise FileRefused("has_dtd")
    if data.count(b"<") > 2 * MAX_TAGS:
        raise FileRefused("too_costly")


def _checked(root: Element | None) -> Element:
    if root is None:
        raise FileRefused("broken")
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # the stubs do not know it
        raise FileRefused("has_dtd")
    return root


def _said(sentence: str) -> str:
    return " ".join(sentence.split())[:200]


def local(element: Element) -> str:
    """The name without its namespace; "" for what is no element (an unread entity).

    >>> local(etree.fromstring('<a:b xmlns:a="x"/>'))
    'b'
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> list[Element]:
    """Direct children, all or those with one of the names."""
    if element is None:
        return []
    return [child for child in element if local(child) and (not names or local(child) in names)]


def child(element: Element | None, name: str) -> Element | None:
    return next(iter(children(element, name)), None)


def below(element: Element | None, *names: str) -> Iterator[Element]:
    """Everything below with one of the names, in document order."""
    if element is None:
        return
    for found in element.iter():
        if found is not element and local(found) in names:
            yield found


def all_text(element: Element) -> str:
    """All text in an element, blanks as they stand."""
    return "".join(str(part) for part in element.itertext())


def words(element: Element | None) -> str:
    """The text of an element and of everything in it, blanks closed up."""
    return " ".join(all_text(element).split()) if element is not None else ""


def attribute(element: Element | None, name: str, otherwise: str = "") -> str:
    """An attribute by its local name."""
    if element is None:
        return otherwise
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return otherwise
