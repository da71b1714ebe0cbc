"""Terms are brought in from an author's list."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.db import transaction

from guides.importing_terms import TermDraft
from guides.models import GlossaryTerm
from guides.services.drafts import tidy


@transaction.atomic
def add_terms(*, drafts: Iterable[TermDraft], last_reviewed: date, review_by: date) -> int:
    """Add the terms that are not there yet; those that are stay as their editors have them. Returns how many are new."""
    known = set(GlossaryTerm.objects.values_list("slug", flat=True))
    added = 0
    for draft in drafts:
        if draft.slug in known:
            continue
        values = tidy(values={**asdict(draft), "aliases": "\n".join(draft.aliases)})
        term = GlossaryTerm(last_reviewed=last_reviewed, review_by=review_by, **values)
        term.full_clean()
        term.save()
        added += 1
    return added
