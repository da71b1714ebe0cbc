"""People at the desk of a bank, and the bank."""

import pytest
from django.utils import timezone

from quizzes.services.authoring import create_bank
from tests.quizzes.bank_desk import may_edit
from tests.support.people import make_organisation, make_person


@pytest.fixture
def instructor(instructor):
    return may_edit(instructor)


@pytest.fixture
def reviewer(organisation):
    return may_edit(make_person("Đỗ Thị Duyệt", organisation=organisation, role="reviewer"))


@pytest.fixture
def elsewhere(db):
    return make_organisation("SNV", "Sở Nội vụ")


@pytest.fixture
def guest(elsewhere):
    return may_edit(make_person("Lê Văn Xa", organisation=elsewhere, role="instructor"))


@pytest.fixture
def bank(organisation, now):
    return create_bank(name="Thể thức", organisation=organisation, now=now)


@pytest.fixture
def today():
    return timezone.localdate()
