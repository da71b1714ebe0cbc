"""An operator hears of a misconfiguration before the first visitor does."""

import os
import subprocess
import sys

import pytest

from lms.checks import second_factor, sender_address, site_address
from tests.support.running import ROOT


@pytest.mark.parametrize(
    ("address", "hosts", "found"),
    [
        ("https://hoc.example.gov.vn", ["hoc.example.gov.vn"], []),
        ("https://hoc.example.gov.vn", [".example.gov.vn"], []),
        ("http://hoc.example.gov.vn", ["hoc.example.gov.vn"], ["lms.E001"]),
        ("https://127.0.0.1", ["127.0.0.1"], ["lms.E001"]),
        ("https://hoc.example.gov.vn", ["localhost"], ["lms.E002"]),
    ],
)
def test_the_address_on_every_certificate_must_be_public_and_served(settings, address, hosts, found) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = address, hosts
    assert [message.id for message in site_address(None)] == found


@pytest.mark.parametrize(
    ("sender", "found"), [("Học <no-reply@localhost>", ["lms.W001"]), ("Học <hoc@example.gov.vn>", [])]
)
def test_a_local_sender_is_named(settings, sender, found) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    assert [message.id for message in sender_address(None)] == found


def test_the_demonstrations_open_door_is_named(settings) -> None:
    settings.PEOPLE_SECOND_FACTOR_ROLES = []
    assert [message.id for message in second_factor(None)] == ["lms.E003"]


def test_production_settings_pass_djangos_own_examination(tmp_path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "lms.settings.production",
        "SECRET_KEY": "x9" * 20 + "a!Bc-Def_Ghijk+Lmnop=Qrstu",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "SITE_URL": "https://hoc.example.gov.vn",
        "ALLOWED_HOSTS": "hoc.example.gov.vn",
        "DEFAULT_FROM_EMAIL": "hoc@example.gov.vn",
        "LMS_VAR_DIR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
