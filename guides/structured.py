"""What a page says to machines that read it: descriptions in the words of schema.org, as JSON in the page. Pure.

Everything comes in as plain values and whole addresses; nothing here knows what a page is.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Description = dict[str, Any]

# Letters that would end the script element, open a comment in it, or end a line of a script: written as JSON writes any letter.
_HARMFUL = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do; ``url`` is its own place on the page."""

    name: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Steps under a title of their own."""

    name: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    name: str
    url: str


def how_to(
    *,
    url: str,
    name: str,
    description: str,
    languages: Iterable[str],
    parts: Sequence[Part],
    needs: Sequence[str] = (),
    minutes: int = 0,
) -> Description | None:
    """How something is done; None without a single step. Several parts stay apart, one part is a plain list."""
    told = [part for part in parts if part.steps]
    if not told:
        return None
    steps = [_step(step, place) for place, step in enumerate(told[0].steps, start=1)]
    return _without_empty(
        {
            "@type": "HowTo",
            "@id": f"{url}#cach-lam",
            "url": url,
            "name": name,
            "description": description,
            "inLanguage": sorted(set(languages)),
            "totalTime": f"PT{minutes}M" if minutes else "",
            "supply": [{"@type": "HowToSupply", "name": need} for need in needs],
            "step": steps if len(told) == 1 else [_section(part, n) for n, part in enumerate(told, start=1)],
        }
    )


def answered_questions(
    *, url: str, languages: Iterable[str], questions: Sequence[AnsweredQuestion]
) -> Description | None:
    """Questions with the one answer this site gives to each; None without any."""
    asked = [row for row in questions if row.question and row.answer]
    if not asked:
        return None
    return {
        "@type": "FAQPage",
        "@id": f"{url}#hoi-dap",
        "url": url,
        "inLanguage": sorted(set(languages)),
        "mainEntity": [
            {
                "@type": "Question",
                "name": row.question,
                "acceptedAnswer": {"@type": "Answer", "text": row.answer},
            }
            for row in asked
        ],
    }


def government_service(
    *,
    url: str,
    name: str,
    description: str,
    handler: str,
    official_url: str,
    topic: str = "",
    fee: str = "",
) -> Description:
    """A public service: the State's, done on the official page; this site only explains it."""
    return _without_empty(
        {
            "@type": "GovernmentService",
            "@id": f"{url}#dich-vu",
            "name": name,
            "description": description,
            "serviceType": topic,
            "mainEntityOfPage": url,
            "provider": {"@type": "GovernmentOrganization", "name": handler} if handler else {},
            "areaServed": {"@type": "Country", "name": "Việt Nam"},
            "availableChannel": {"@type": "ServiceChannel", "serviceUrl": official_url}
            if official_url
            else {},
            "offers": {"@type": "Offer", "description": fee} if fee else {},
        }
    )


def way_up(crumbs: Sequence[Crumb]) -> Description | None:
    """The way from the front page to this page, which is the last crumb."""
    if not crumbs:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": crumb.name, "item": crumb.url}
            for place, crumb in enumerate(crumbs, start=1)
        ],
    }


def as_json(descriptions: Iterable[Description | None]) -> str:
    r"""JSON that may stand in a script element as it is; empty when there is nothing to say.

    >>> as_json([{"name": "</script>"}])
    '{"@context":"https://schema.org","@graph":[{"name":"\\u003c/script\\u003e"}]}'
    """
    said = [description for description in descriptions if description]
    if not said:
        return ""
    graph = {"@context": "https://schema.org", "@graph": said}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_HARMFUL)


def _step(step: Step, place: int) -> Description:
    return _without_empty(
        {"@type": "HowToStep", "position": place, "name": step.name, "text": step.text, "url": step.url}
    )


def _section(part: Part, place: int) -> Description:
    return _without_empty(
        {
            "@type": "HowToSection",
            "position": place,
            "name": part.name,
            "itemListElement": [_step(step, n) for n, step in enumerate(part.steps, start=1)],
        }
    )


def _without_empty(description: Description) -> Description:
    return {key: value for key, value in description.items() if value not in ("", [], {})}
