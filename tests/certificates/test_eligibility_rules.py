"""Each condition alone stops a certificate; all together let it be."""

import dataclasses

import pytest

from certificates.eligibility import Facts, refusal_for

EARNED = Facts(
    kind_wanted="giay-chung-nhan",
    kind_is_known=True,
    kind_is_in_force=True,
    enrolment_is_standing=True,
    learner_has_name=True,
    issuer_is_authorised=True,
)


def test_what_is_earned_and_lawful_is_not_refused():
    assert refusal_for(EARNED) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind_wanted": ""}, "no_certificate_promised"),
        ({"kind_is_known": False}, "unknown_kind"),
        ({"kind_is_in_force": False}, "kind_not_in_force"),
        ({"enrolment_is_standing": False}, "enrolment_withdrawn"),
        ({"learner_has_name": False}, "no_name"),
        ({"issuer_is_authorised": False}, "no_authority"),
    ],
)
def test_each_missing_condition_has_its_own_reason(change, code):
    assert refusal_for(dataclasses.replace(EARNED, **change)) == code
