"""May this certificate be issued, and if not, why not. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about a completion at the moment of issue."""

    kind_wanted: str
    """Code of the kind that the course promises; empty when it promises none."""
    kind_is_known: bool
    kind_is_in_force: bool
    enrolment_is_standing: bool
    learner_has_name: bool
    issuer_is_authorised: bool
    """A body with a right to issue this kind today was found at or above the owner of the course."""


def refusal_for(facts: Facts) -> str | None:
    """The code of the first reason not to issue; ``None`` when the certificate is earned and lawful."""
    reasons = (
        ("no_certificate_promised", not facts.kind_wanted),
        ("unknown_kind", not facts.kind_is_known),
        ("kind_not_in_force", not facts.kind_is_in_force),
        ("enrolment_withdrawn", not facts.enrolment_is_standing),
        ("no_name", not facts.learner_has_name),
        ("no_authority", not facts.issuer_is_authorised),
    )
    return next((code for code, holds in reasons if holds), None)
