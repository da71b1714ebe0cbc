"""Many completions at once: no number twice, none left out, no certificate doubled."""

import pytest

from certificates.models import Certificate, RegisterCounter
from certificates.services import issue_certificate
from courses.models import Completion
from jobs.models import Job
from tests.jobs.test_jobs_together import all_at_once
from tests.support.certificates import give_right, make_completion, make_course
from tests.support.people import make_organisation, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_the_register_has_no_gap_and_no_double_under_many_hands(now):
    organisation = make_organisation("HVHC", "Học viện Hành chính")
    give_right(organisation)
    completions = [
        make_completion(
            make_person(f"Học Viên {n}", organisation=organisation), make_course(organisation, now), now
        ).pk
        for n in range(8)
    ]

    def issue_all(order):
        for pk in order:
            issue_certificate(completion=Completion.objects.get(pk=pk), now=now)

    all_at_once(
        [
            lambda: issue_all(completions),
            lambda: issue_all(completions[::-1]),
            lambda: issue_all(completions[4:] + completions[:4]),
            lambda: issue_all(completions),
        ]
    )

    numbers = list(
        Certificate.objects.order_by("register_sequence").values_list("register_sequence", flat=True)
    )
    assert numbers == list(range(1, 9))
    assert RegisterCounter.objects.get().last_number == 8
    assert Job.objects.filter(kind="certificates.render").count() == 8
