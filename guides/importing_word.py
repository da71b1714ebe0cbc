"""From a plain document that came out of a Word file to a guide, and what its editor should know. Pure.

What Word authors do and Markdown authors need not: facts in labelled lines or a small table, steps typed as "Bước 1:",
a text without any heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from content.official import official_host, official_hosts_in
from content.plain import Document, Heading, Item, Listing, Paragraph, Part, Picture, Quote, Section, Words
from guides.facts import Facts, plain_text, take_facts
from guides.importing import LONGEST_SUMMARY, MINUTES, PORTAL, Block, GuideDraft, blocks_of
from guides.labels import labels

_STEP = re.compile(r"^bước\s*\d{1,2}\s*[.:)–-]*\s*", re.IGNORECASE)
LONGEST = {
    "title": 150,
    "things": 300,
    "mistake": 200,
    "question": 200,
    "first": 200,
    "phone": 40,
    "hours": 100,
    "place": 200,
    "caption": 300,
}
"""What the blocks of a guide hold; more than that is kept in the draft, and has to be shortened there."""
_FIELDS = {"fee": 200, "time_limit": 200, "where": 200, "audience": 200, "code": 20}
_QUOTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the editor should look at; the sentence to ``code`` is told elsewhere, ``detail`` is what it is about."""

    code: str
    detail: str = ""


def read_guide_document(
    document: Document, *, today: date, review_by: date
) -> tuple[GuideDraft, list[Remark]]:
    """The draft without a topic, and what to look at in it. Nothing of the text is lost: what fits nowhere is text."""
    facts, rest = take_facts(document)
    rest = _with_steps(_with_sections(rest))
    summary = facts.text("summary") or _first_paragraph(rest)
    rest = replace(rest, facts={"summary": summary} if facts.text("summary") else {})
    official = facts.link("official_url")
    body = tuple(blocks_of(rest))
    draft = GuideDraft(
        code=facts.text("code")[:20],
        topic="",
        title=rest.title,
        title_en="",
        summary=(summary or rest.title)[:LONGEST_SUMMARY],
        minutes_needed=min(max(facts.number("minutes") or MINUTES, 1), 480),
        needs=(),
        official_url=official if official_host(official) else _first_host(document),
        owner_org_role="communication_ministry",
        last_reviewed=today,
        review_by=review_by,
        sources=tuple(_lines(facts)),
        to_verify=(),
        body=body,
        **{name: facts.text(name)[: _FIELDS[name]] for name in ("fee", "time_limit", "where", "audience")},
    )
    is_named = not document.sections or document.sections[0].title != document.title
    named = [] if is_named else [Remark(code="no_title", detail=document.title[:_QUOTED])]
    return draft, [*named, *_remarks_on_facts(facts, draft, official, summary), *_remarks_on(body)]


def _first_paragraph(document: Document) -> str:
    return next((part.words.text for part in document.intro if isinstance(part, Paragraph)), "")


def _first_host(document: Document) -> str:
    words = " ".join(_words_of(document))
    hosts = official_hosts_in(words)
    return f"https://{hosts[0]}/" if hosts else PORTAL


def _words_of(document: Document) -> Iterator[str]:
    for part in document.parts:
        if isinstance(part, Paragraph | Quote | Heading):
            yield part.words.text
        elif not isinstance(part, Picture):
            yield plain_text(part.html)


def _lines(facts: Facts) -> Iterator[str]:
    found = facts.values.get("sources")
    for line in re.split(r"<br ?/?>|;", found.html) if found else ():
        if text := plain_text(line):
            yield text


def _with_sections(document: Document) -> Document:
    """A text without any heading is one section; its first paragraph stays above as the summary."""
    if document.sections:
        return document
    at = next((n for n, part in enumerate(document.intro) if isinstance(part, Listing)), None)
    if at is None:
        at = 1 if document.intro and isinstance(document.intro[0], Paragraph) else 0
    inside = document.intro[at:]
    if not inside:
        return document
    return replace(
        document, intro=document.intro[:at], sections=(Section(title=labels().steps, parts=inside),)
    )


def _with_steps(document: Document) -> Document:
    """Headings and lines that begin with "Bước 1:" as a numbered list, neighbouring sections of that kind as one."""
    found: list[Section] = []
    for section in document.sections:
        name = _STEP.sub("", section.title)
        if name == section.title:
            found.append(replace(section, parts=tuple(_with_list(section.parts))))
            continue
        step, loose = _step_of(Words(html=f"<b>{_dotted(name)}</b>", text=_dotted(name)), section.parts)
        last = found[-1] if found else None
        if last is not None and last.title == labels().steps and isinstance(last.parts[0], Listing):
            whole = _as_list([*last.parts[0].items, step])
            found[-1] = replace(last, parts=(whole, *last.parts[1:], *loose))
        else:
            found.append(Section(title=labels().steps, parts=(_as_list([step]), *loose)))
    return replace(document, sections=tuple(found))


def _with_list(parts: tuple[Part, ...]) -> Iterator[Part]:
    """The same parts with runs of "Bước …" made into one list."""
    steps: list[tuple[Words, list[Part]]] = []
    before: list[Part] = []
    for part in parts:
        words = part.words if isinstance(part, Paragraph | Heading) else None
        if words is not None and _STEP.match(words.text):
            steps.append((words, []))
        elif steps:
            steps[-1][1].append(part)
        else:
            before.append(part)
    yield from before
    items: list[Item] = []
    loose: list[Part] = []
    for words, below in steps:
        name = _STEP.sub("", words.text)
        is_short = len(name) <= LONGEST["title"] and below
        lead = Words(html=f"<b>{_dotted(name)}</b>", text=_dotted(name)) if is_short else None
        step, others = _step_of(lead or Words(html=_cut(words.html), text=name), tuple(below))
        items.append(step)
        loose += others
    if items:
        yield _as_list(items)
    yield from loose


def _cut(markup: str) -> str:
    """The words of a step without "Bước 1:", wherever its bold ends."""
    return re.sub(r"^((?:<[^>]*>)*)bước\s*\d{1,2}\s*[.:)–-]*\s*", r"\1", markup, flags=re.IGNORECASE)


def _dotted(name: str) -> str:
    return name if name.endswith((".", "?", "!")) else f"{name.rstrip(':')}."


def _step_of(name: Words, below: tuple[Part, ...]) -> tuple[Item, list[Part]]:
    """A step of its name and the lines below it; pictures and notices stand after the steps."""
    lines: list[Words] = []
    loose: list[Part] = []
    for part in below:
        if isinstance(part, Paragraph | Heading):
            lines.append(part.words)
        elif isinstance(part, Listing):
            lines += [Words(html=f"– {item.words.html}", text=f"– {item.words.text}") for item in part.items]
        else:
            loose.append(part)
    rest = Words(html="<br/>".join(line.html for line in lines), text=" ".join(line.text for line in lines))
    words = Words(html=f"{name.html} {rest.html}".strip(), text=f"{name.text} {rest.text}".strip())
    lead = name.text if lines else ""
    return Item(words=words, lead=lead, rest=rest if lines else words, html=words.html), loose


def _as_list(items: list[Item]) -> Listing:
    rows = "".join(f"<li>{item.html}</li>" for item in items)
    return Listing(is_ordered=True, items=tuple(items), html=f"<ol>{rows}</ol>")


def _remarks_on_facts(facts: Facts, draft: GuideDraft, official: str, summary: str) -> Iterator[Remark]:
    if official and not official_host(official):
        yield Remark(code="foreign_link", detail=official[:_QUOTED])
    elif not official:
        yield Remark(code="no_link", detail=draft.official_url)
    if not summary:
        yield Remark(code="no_summary")
    elif len(summary) > LONGEST_SUMMARY:
        yield Remark(code="long_summary", detail=summary[:_QUOTED])
    if not facts.number("minutes"):
        yield Remark(code="no_minutes", detail=str(MINUTES))
    for name, longest in _FIELDS.items():
        if len(facts.text(name)) > longest:
            yield Remark(code="cut", detail=facts.text(name)[:_QUOTED])


def _remarks_on(body: tuple[Block, ...]) -> Iterator[Remark]:
    if not body:
        yield Remark(code="empty")
        return
    kinds = {block["type"] for block in body}
    if "steps" not in kinds:
        yield Remark(code="no_steps")
    if "help" not in kinds:
        yield Remark(code="no_help")
    for block in body:
        for name, text in _texts(block["value"]):
            if len(text) > LONGEST.get(name, len(text)):
                yield Remark(code="too_long", detail=text[:_QUOTED])


def _texts(value: Block) -> Iterator[tuple[str, str]]:
    for name, part in value.items():
        if isinstance(part, str):
            yield name, part
        elif isinstance(part, list):
            for row in part:
                if isinstance(row, str):
                    yield name, row
                else:
                    yield from _texts(row)
