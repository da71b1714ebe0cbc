"""What was given up is seen and mended by administrators, and by nobody else."""

import pytest

from jobs.models import Job
from jobs.services import enqueue
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/tac-vu-that-bai/"


@pytest.fixture
def failed(now):
    job = enqueue(kind="certificates.render", key="x", payload={}, now=now)
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.FAILED, last_error="Chưa có thẩm quyền cấp.", tries=5
    )
    return job


@pytest.fixture
def administrator(organisation):
    return make_person("Quản Trị Viên", organisation=organisation, role="administrator")


@pytest.mark.parametrize("who", ["learner", "registrar", "instructor", None])
def test_nobody_else_passes_the_door(who, failed, client_for, request):
    client = client_for(request.getfixturevalue(who) if who else None)

    assert client.get(PAGE).status_code in {302, 403}
    assert client.post(f"{PAGE}{failed.uuid}/thu-lai/").status_code in {302, 403, 404}
    failed.refresh_from_db()
    assert failed.status == Job.Status.FAILED


def test_an_administrator_reads_why_and_starts_it_afresh(failed, administrator, client_for, site):
    client = client_for(administrator)
    page = client.get(PAGE)

    answer = client.post(f"{PAGE}{failed.uuid}/thu-lai/", follow=True)

    assert page.status_code == 200
    assert "Chưa có thẩm quyền cấp." in page.content.decode()
    assert "Không có tác vụ nào thất bại" in answer.content.decode()
    failed.refresh_from_db()
    assert (failed.status, failed.tries) == (Job.Status.QUEUED, 0)
    assert client.post(f"{PAGE}{failed.uuid}/thu-lai/").status_code == 404
