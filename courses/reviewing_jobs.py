"""What the worker does for reviews, for what the publishing gate held, and for long copies."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from content.services import holding
from courses.services import copying, reviewing


def tell_reviewers(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"letters": reviewing.tell_reviewers(state_id=payload["state"])}


def remind_of_review(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"letters": reviewing.remind_of_review(course_id=payload["course"])}


def tell_held(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"letters": holding.tell_held(revision_id=payload["revision"])}


def copy_course(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"course": copying.copy_as_promised(wish=dict(payload), now=timezone.now()).code}
