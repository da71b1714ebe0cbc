"""Reading the plain Markdown that content authors hand in: facts on top, then sections. Pure.

Only what our lessons and guides are made of: headings, paragraphs, lists, tables and quotes.
Raw HTML in a file is shown as text, never passed on.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.tree import SyntaxTreeNode

from content.plain import Document, Heading, Item, Listing, Paragraph, Part, Quote, Section, Table, Words

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
_RENDERER = RendererHTML()


def read_markdown(source: str) -> Document:
    """Read one file. The first heading of level 1 is the title; headings of level 2 open sections."""
    facts, body = _front_matter(source)
    title = ""
    intro: list[Part] = []
    sections: list[tuple[str, list[Part]]] = []
    for part in _parts(SyntaxTreeNode(_PARSER.parse(body)).children):
        if isinstance(part, Heading) and part.level == 1 and not title:
            title = part.words.text
        elif isinstance(part, Heading) and part.level == 2:
            sections.append((part.words.text, []))
        else:
            (sections[-1][1] if sections else intro).append(part)
    return Document(
        facts=facts,
        title=title,
        intro=tuple(intro),
        sections=tuple(Section(title=name, parts=tuple(parts)) for name, parts in sections),
    )


def _front_matter(source: str) -> tuple[dict[str, Any], str]:
    source = source.removeprefix("\ufeff").replace("\r\n", "\n")
    if not source.startswith("---\n"):
        return {}, source
    head, _line, body = source[4:].partition("\n---\n")
    facts = yaml.safe_load(head)
    return (facts if isinstance(facts, dict) else {}), body


def _parts(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Part]:
    for node in nodes:
        if node.type == "heading":
            yield Heading(level=int(node.tag[1]), words=_words(node))
        elif node.type == "paragraph":
            yield Paragraph(words=_words(node))
        elif node.type in {"bullet_list", "ordered_list"}:
            items = tuple(_item(item) for item in node.children)
            yield Listing(is_ordered=node.type == "ordered_list", items=items, html=_render(node))
        elif node.type == "table":
            yield _table(node)
        elif node.type == "blockquote":
            yield Quote(words=_words(node), html="".join(_render(child) for child in node.children))
        elif node.type in {"fence", "code_block"}:
            words = Words(html=_render(node), text=node.content)
            yield Paragraph(words=words)


def _item(node: SyntaxTreeNode) -> Item:
    words = _words(node)
    inline = next((n for n in node.walk() if n.type == "inline"), None)
    lead, rest = "", words
    runs = [run for run in inline.children if run.type != "text" or run.content] if inline else []
    if runs and runs[0].type in {"strong", "em"}:
        first, *others = runs
        lead = _text(first).strip()
        if lead.endswith((".", ":", "?", "!")):
            html = "".join(_render(child) for child in others).strip()
            rest = Words(html=html, text="".join(_text(child) for child in others).strip())
        else:
            lead = ""
    return Item(
        words=words, lead=lead, rest=rest, html="".join(_render(child) for child in node.children).strip()
    )


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(_words(cell) for cell in row.children) for group in node.children for row in group.children]
    return Table(header=rows[0], rows=tuple(rows[1:]), html=_render(node))


def _words(node: SyntaxTreeNode) -> Words:
    inlines = [n for n in node.walk() if n.type == "inline"]
    return Words(
        html=" ".join(_render(inline) for inline in inlines),
        text=" ".join(_text(inline) for inline in inlines).strip(),
    )


def _text(node: SyntaxTreeNode) -> str:
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    return "".join(_text(child) for child in node.children)


def _render(node: SyntaxTreeNode) -> str:
    tokens = node.to_tokens()
    if node.type in {"text", "strong", "em", "code_inline", "link", "softbreak", "hardbreak", "image"}:
        return _RENDERER.renderInline(tokens, _PARSER.options, {})
    return _RENDERER.render(tokens, _PARSER.options, {})
