"""Completed courses that earn certificates, and the rights to issue them."""

import itertools
from datetime import date, datetime, timedelta

from certificates.models import Certificate
from certificates.services import issue_certificate
from certificates.services.set_up import authorise, ensure_kind
from courses.models import Completion, Course, Enrolment
from people.models import Organisation, User

_numbers = itertools.count(1)


def make_course(organisation: Organisation, now: datetime, **fields: object) -> Course:
    number = next(_numbers)
    defaults = {
        "code": f"DVC-{number:02d}",
        "slug": f"khoa-{number}",
        "title": "Tiếp nhận và giải quyết hồ sơ trên Cổng Dịch vụ công quốc gia",
        "title_en": "Receiving and settling files on the National Public Service Portal",
        "training_kind": "Từ xa (trực tuyến)",
        "periods": 16,
        "certificate_kind": "giay-chung-nhan-hoan-thanh",
        "created_at": now,
    }
    return Course.objects.create(organisation=organisation, **{**defaults, **fields})


def make_completion(learner: User, course: Course, now: datetime) -> Completion:
    enrolment = Enrolment.objects.create(
        learner=learner,
        course=course,
        status=Enrolment.Status.COMPLETED,
        enrolled_at=now - timedelta(days=53),
    )
    return Completion.objects.create(enrolment=enrolment, completed_at=now, facts={})


def give_right(organisation: Organisation, **fields: object) -> object:
    defaults = {
        "kind": ensure_kind(),
        "signatory_office": "Giám đốc",
        "signatory_name": "Trần Quang Vinh",
        "since": date(2020, 1, 1),
    }
    return authorise(organisation=organisation, **{**defaults, **fields})


def make_certificate(
    learner: User, organisation: Organisation, now: datetime, **course: object
) -> Certificate:
    give_right(organisation)
    return issue_certificate(
        completion=make_completion(learner, make_course(organisation, now, **course), now), now=now
    )
