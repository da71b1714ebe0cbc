"""The imsmanifest of a package, with what QTI items themselves cannot say (tags, difficulty, source) in LOM. Pure."""

from dataclasses import dataclass

from lxml import etree

from quizzes.exporters.bank import ExportedBank, ExportedItem
from quizzes.exporters.xhtml import Element, xml_text
from quizzes.importers.qti_manifest import LEVELS

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
_STATUS = {"draft": "draft", "in_use": "final", "retired": "unavailable"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An item's file in the package, with the pictures it shows."""

    item: ExportedItem
    identifier: str
    name: str
    pictures: tuple[str, ...] = ()


def manifest_element(bank: ExportedBank, parts: list[Part]) -> Element:
    schema = _cp("metadata", _cp("schema", text="QTIv2.1 Package"), _cp("schemaversion", text="1.0.0"))
    test = _cp(
        "resource",
        _cp("file", href="test.xml"),
        identifier="res_test",
        type="imsqti_test_xmlv2p1",
        href="test.xml",
    )
    for part in parts:
        test.append(_cp("dependency", identifierref=f"res_{part.identifier}"))
    resources = _cp("resources", test, *[_resource(part) for part in parts])
    return _cp("manifest", schema, _cp("organizations"), resources, identifier="manifest1")


def _resource(part: Part) -> Element:
    files = [_cp("file", href=name) for name in (part.name, *part.pictures)]
    return _cp(
        "resource",
        _cp("metadata", _lom(part.item)),
        *files,
        identifier=f"res_{part.identifier}",
        type="imsqti_item_xmlv2p1",
        href=part.name,
    )


def _lom(item: ExportedItem) -> Element:
    """Keywords "kind:name", difficulty in LOM's five words, status, and where the question comes from as relations."""
    language = item.language or "vi"
    general = _of(
        "general", *[_of("keyword", _string(f"{tag.kind}:{tag.name}", language)) for tag in item.tags]
    )
    life = _of("lifeCycle", _vocabulary("status", _STATUS.get(item.state, "final")))
    word = next(word for word, level in LEVELS.items() if level == item.difficulty)
    educational = _of("educational", _vocabulary("difficulty", word))
    relations = [
        _of(
            "relation",
            _vocabulary("kind", kind),
            _of("resource", _of("description", _string(said, language))),
        )
        for kind, said in (("isbasedon", item.source), ("references", item.legal_basis))
        if said
    ]
    return _of("lom", general, life, educational, *relations)


def _vocabulary(name: str, value: str) -> Element:
    return _of(name, _of("source", text="LOMv1.0"), _of("value", text=value))


def _string(text: str, language: str) -> Element:
    return _of("string", text=text, language=language)


def _cp(name: str, *children: Element, text: str = "", **attributes: str) -> Element:
    return _made(CP, name, children, text, attributes)


def _of(name: str, *children: Element, text: str = "", **attributes: str) -> Element:
    return _made(LOM, name, children, text, attributes)


def _made(
    namespace: str, name: str, children: tuple[Element, ...], text: str, attributes: dict[str, str]
) -> Element:
    element = etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})  # type: ignore[dict-item]  # as above
    for key, value in attributes.items():
        element.set(key, value)
    element.text = xml_text(text) or None
    element.extend(children)
    return element
