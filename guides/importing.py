"""From an author's file to the fields and blocks of a guide. Pure.

A Markdown file has the facts in its front matter (see docs of the demo's guides), a title, and sections; a Word file is
read by ``guides.importing_word``. What a section becomes follows, for both, from what stands in it: numbered lists are
steps, tables of mistakes are mistakes, and so on.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from content.markdown import read_markdown
from content.official import official_host, official_hosts_in
from content.plain import (
    Document,
    Item,
    Listing,
    Paragraph,
    Part,
    Picture,
    Quote,
    Section,
    Table,
    Words,
)
from content.vietnamese import fold
from guides.facts import divided
from guides.labels import begins_with, labels

Block = dict[str, Any]
MINUTES = 10
"""So long a guide takes where nobody has said it."""
PORTAL = "https://dichvucong.gov.vn/"
LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideDraft:
    """Everything a guide page needs; ``topic`` is the topic's code."""

    code: str
    topic: str
    title: str
    title_en: str
    summary: str
    audience: str
    minutes_needed: int
    needs: tuple[str, ...]
    fee: str
    time_limit: str
    where: str
    official_url: str
    owner_org_role: str
    last_reviewed: date
    review_by: date
    sources: tuple[str, ...]
    to_verify: tuple[str, ...]
    body: tuple[Block, ...]


def read_guide(source: str) -> GuideDraft:
    """Read one guide. A missing fact that a guide cannot do without is a ``ValueError`` that names it."""
    document = read_markdown(source)
    facts = document.facts
    for name in ("code", "topic", "last_reviewed", "review_by"):
        if name not in facts:
            raise ValueError(f"{name} is missing in the front matter")
    title = str(facts.get("title_vi") or document.title)
    return GuideDraft(
        code=str(facts["code"]),
        topic=str(facts["topic"]),
        title=title,
        title_en=str(facts.get("title_en", "")),
        summary=str(facts.get("summary") or _first_words(document) or title)[:LONGEST_SUMMARY],
        audience=str(facts.get("audience", "")),
        minutes_needed=int(facts.get("time_needed_minutes", MINUTES)),
        needs=tuple(str(need) for need in facts.get("you_need", ())),
        fee=str(facts.get("fee", "")),
        time_limit=str(facts.get("time_limit", "")),
        where=str(facts.get("where", "")),
        official_url=_official_url(document, source),
        owner_org_role=str(facts.get("owner_org_role", "communication_ministry")),
        last_reviewed=_day(facts["last_reviewed"]),
        review_by=_day(facts["review_by"]),
        sources=tuple(str(item) for item in facts.get("sources", ())),
        to_verify=tuple(str(item) for item in facts.get("verify_before_publish", ())),
        body=tuple(blocks_of(document)),
    )


def _first_words(document: Document) -> str:
    return next((part.words.text for part in document.intro if isinstance(part, Paragraph)), "")


def _official_url(document: Document, source: str) -> str:
    """The link the file names; else the first gov.vn address it mentions; else the national portal."""
    named = str(document.facts.get("official_url", ""))
    if official_host(named):
        return named
    hosts = official_hosts_in(source)
    return f"https://{hosts[0]}/" if hosts else PORTAL


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def blocks_of(document: Document) -> Iterator[Block]:
    """The body: what each section becomes follows from what stands in it."""
    summary = _first_words(document) if not document.facts.get("summary") else ""
    for part in document.intro:
        is_summary = isinstance(part, Paragraph) and part.words.text == summary
        if is_summary and len(summary) <= LONGEST_SUMMARY:
            continue
        yield from _loose(part)
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Block]:
    """One titled block, and behind it the notices and offers of help that stood in the section."""
    main = next((part for part in section.parts if isinstance(part, Listing | Table)), None)
    if begins_with(section.title, labels().help):
        yield from _help(section)
        return
    if main is None and begins_with(section.title, labels().before) and _are_things(section.parts):
        things = [part.words.text for part in section.parts if isinstance(part, Paragraph)]
        yield _block("before", title=section.title, things=things)
        return
    before, after, loose = _around(section.parts, main)
    if isinstance(main, Table) and main.rows and fold(main.header[-1].text).startswith(labels().remedy):
        yield _block("mistakes", title=section.title, mistakes=[_mistake(row) for row in main.rows])
    elif isinstance(main, Table) and main.rows and _fits_a_phone(main):
        yield _block("table", title=section.title, **_table(main))
    elif isinstance(main, Listing) and begins_with(section.title, labels().before):
        things = [(item.words.text) for item in main.items]
        yield _block("before", title=section.title, things=things)
    elif isinstance(main, Listing) and main.is_ordered:
        are_titled = all(item.lead.endswith(".") and item.rest.text for item in main.items)
        steps = [_step(item, is_titled=are_titled) for item in main.items]
        named = _names_readers(section)
        yield _block("steps", title=section.title, intro=before, steps=steps, outro=after, only_some=named)
        before = after = ""
    elif isinstance(main, Listing) and all(item.lead.endswith((":", "?")) for item in main.items):
        answers = [
            ({"question": item.lead.rstrip(":"), "answer": f"<p>{_capital(item.rest.html)}</p>"})
            for item in main.items
        ]
        yield _block("answers", title=section.title, answers=answers)
    else:
        html_before = before + (_html(main) if main is not None else "") + after
        yield _block("text", title=section.title, text=html_before, only_some=_names_readers(section))
        before = after = ""
    if before or after:
        yield _block("text", title="", text=before + after)
    for part in loose:
        yield from _loose(part)


def _names_readers(section: Section) -> bool:
    """Whether its title says that only some need it: "Nếu bạn chưa có tài khoản"; the editor sees it ticked."""
    return begins_with(section.title, labels().only_some)


def _around(parts: tuple[Part, ...], main: Part | None) -> tuple[str, str, list[Part]]:
    """What is written before and after the main part, and what stands for itself."""
    sides: tuple[list[str], list[str]] = ([], [])
    loose: list[Part] = []
    is_past = False
    for part in parts:
        if part is main:
            is_past = True
        elif isinstance(part, Quote | Picture) or _offers_help(part):
            loose.append(part)
        else:
            sides[is_past].append(_html(part))
    return "".join(sides[0]), "".join(sides[1]), loose


def _loose(part: Part) -> Iterator[Block]:
    if isinstance(part, Quote):
        text = part.words.html.replace("⚠️", "").replace("⚠", "").strip()
        is_warning = "⚠" in part.words.text or fold(part.words.text).startswith(("canh bao", "chu y"))
        tone = "warn" if is_warning else "info"
        yield _block("notice", tone=tone, title="", text=f"<p>{text}</p>")
    elif isinstance(part, Picture):
        yield _block(
            "picture", image=part.key, alt=part.alt, is_decorative=part.is_decorative, caption=part.caption
        )
    elif isinstance(part, Paragraph) and _offers_help(part):
        question, _mark, rest = part.words.html.partition("?")
        yield _block(
            "help", title=f"{html.unescape(question)}?", text=f"<p>{rest.strip()}</p>", **_no_contact()
        )
    else:
        yield _block("notice", tone="info", title="", text=_html(part))


def _offers_help(part: Part) -> bool:
    """A closing sentence such as "Cần người giúp? Đến Trung tâm …"."""
    if not isinstance(part, Paragraph):
        return False
    question, mark, rest = part.words.text.partition("?")
    return bool(mark and rest.strip()) and fold(question).startswith(labels().help)


def _help(section: Section) -> Iterator[Block]:
    """Whom to ask: labelled lines are telephone, hours and place, the rest is the text."""
    contact = _no_contact()
    left: list[str] = []
    loose: list[Part] = []
    for part in section.parts:
        if isinstance(part, Quote | Picture):
            loose.append(part)
            continue
        label, value = divided(part.words) if isinstance(part, Paragraph) else ("", None)
        name = labels().contact.get(fold(label))
        if value is not None and name and not contact[name]:
            contact[name] = value.text
        else:
            left.append(_html(part))
    yield _block("help", title=section.title, text="".join(left), **contact)
    for part in loose:
        yield from _loose(part)


def _are_things(parts: tuple[Part, ...]) -> bool:
    """Whether a section is nothing but short lines: then each is one thing to prepare."""
    return bool(parts) and all(
        isinstance(part, Paragraph) and len(part.words.text) <= LONGEST_SUMMARY for part in parts
    )


def _html(part: Part) -> str:
    if isinstance(part, Paragraph):
        return part.words.html if part.words.html.startswith("<pre") else f"<p>{part.words.html}</p>"
    if isinstance(part, Table):
        return _as_entries(part)
    if isinstance(part, Listing | Quote):
        return part.html
    if isinstance(part, Picture):
        return ""
    return f"<p><b>{part.words.html}</b></p>"


def _step(item: Item, *, is_titled: bool) -> Block:
    if is_titled:
        return {"title": item.lead.rstrip("."), "text": f"<p>{item.rest.html}</p>"}
    return {"title": "", "text": f"<p>{item.words.html}</p>"}


def _mistake(row: tuple[Words, ...]) -> Block:
    mistake = " – ".join(cell.text for cell in row[:-1] if cell.text) or row[0].text
    return {"mistake": mistake, "remedy": f"<p>{row[-1].html}</p>"}


def _fits_a_phone(table: Table) -> bool:
    return len(table.header) in {2, 3} and all(len(row) <= 3 for row in table.rows)


def _table(table: Table) -> Block:
    header = [*(cell.text for cell in table.header), ""][:3]
    rows = []
    for row in table.rows:
        cells = [*(f"<p>{cell.html}</p>" for cell in row[1:]), "", ""][:2]
        rows.append({"first": row[0].text, "second": cells[0], "third": cells[1]})
    return {"first": header[0], "second": header[1], "third": header[2], "rows": rows}


def _as_entries(table: Table) -> str:
    """A table that is no block of its own: each row as an entry, its cells behind their headings."""
    if not table.rows:
        return f"<p>{' – '.join(cell.html for cell in table.header if cell.text)}</p>"
    rows = []
    for row in table.rows:
        pairs = zip_longest(table.header[1 : len(row)], row[1:])
        cells = [f"{head.text}: {cell.html}" if head else cell.html for head, cell in pairs if cell.text]
        rows.append(f"<li><b>{row[0].html}</b>{' – ' if cells else ''}{'; '.join(cells)}</li>")
    unsaid = table.header[min(len(row) for row in table.rows) :]
    above = " – ".join(cell.html for cell in (table.header[0], *unsaid) if cell.text)
    first = f"<p>{above}</p>" if above else ""
    return f"{first}<ul>{''.join(rows)}</ul>"


def _no_contact() -> dict[str, str]:
    return {"phone": "", "hours": "", "place": ""}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _block(kind: str, **value: Any) -> Block:
    return {"type": kind, "value": value}
