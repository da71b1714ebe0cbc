"""The search for questions that say nearly the same: a job, because a large bank takes seconds."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jobs.models import Job
from jobs.services import enqueue, report_progress
from people.models import User
from quizzes.errors import AuthoringRefused
from quizzes.lifecycle import Actor
from quizzes.likeness import pairs_alike
from quizzes.models import Item, ItemEvent, ItemVersion, QuestionBank
from quizzes.services.describing import note_event
from quizzes.services.states import lead_item
from quizzes.services.wordings import bare_text

logger = logging.getLogger("lms.quizzes")
FIND_DUPLICATES = "quizzes.find_duplicates"
MAX_PAIRS = 500


def _standing(bank: QuestionBank) -> str:
    """What the bank holds now, in a word: the same word needs no second search."""
    newest = ItemVersion.objects.filter(item__bank=bank).aggregate(newest=Max("pk"))["newest"] or 0
    return f"{newest}.{bank.items.exclude(state=Item.State.RETIRED).count()}"


def ask_for_duplicates(*, bank: QuestionBank, by: User, now: datetime) -> Job:
    """Promise a search; nothing written since the last one means that its result stands."""
    key = f"duplicates:{bank.uuid}:{_standing(bank)}"
    return enqueue(kind=FIND_DUPLICATES, key=key, payload={"bank": str(bank.uuid)}, requested_by=by, now=now)


def last_search(*, bank: QuestionBank) -> Job | None:
    """The latest search in a bank, whatever became of it."""
    return Job.objects.filter(kind=FIND_DUPLICATES, payload__bank=str(bank.uuid)).order_by("-pk").first()


def is_out_of_date(*, bank: QuestionBank, job: Job) -> bool:
    """Whether something was written since."""
    return not job.key.endswith(f":{_standing(bank)}")


def duplicates_in(*, bank_uuid: str, job_id: int | None = None) -> dict[str, Any]:
    """Compare all questions of a bank that are not retired. Writes nothing but its progress."""
    rows = Item.objects.filter(bank__uuid=bank_uuid).exclude(state=Item.State.RETIRED)
    told = rows.values_list("uuid", "code", "search_text")
    bare = {uuid: bare_text(code=code, search_text=text) for uuid, code, text in told}

    def tell(done: int, of_all: int) -> None:
        if job_id is not None:
            report_progress(job_id, percent=100 * done // max(of_all, 1))

    pairs = pairs_alike(bare, progress=tell)
    return {
        "compared": len(bare),
        "found": len(pairs),
        "pairs": [[str(p.first), str(p.second), round(p.likeness * 100)] for p in pairs[:MAX_PAIRS]],
    }


@transaction.atomic
def retire_duplicate(*, item: Item, keep: Item, by: User, actor: Actor, now: datetime) -> Item:
    """Retire one of two questions alike; both histories say which one stays. Attempts and grades keep what they hold."""
    if item.pk == keep.pk or item.bank_id != keep.bank_id:
        raise AuthoringRefused(_("Choose two different questions of one bank."), code="not_a_pair")
    if keep.state == Item.State.RETIRED:
        raise AuthoringRefused(_("The question to keep is retired."), code="keep_is_retired")
    remark = _("The same as %(code)s") % {"code": keep.code}
    item = lead_item(item=item, state=Item.State.RETIRED, by=by, actor=actor, now=now, remark=remark)
    detail = {"merged": item.code}
    note_event(item=keep, kind=ItemEvent.Kind.DESCRIBED, by=by, now=now, detail=detail)
    logger.info("item.merged", extra={"retired": str(item.uuid), "kept": str(keep.uuid)})
    return item
