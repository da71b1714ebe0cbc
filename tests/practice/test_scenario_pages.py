"""What citizens get: complete, cacheable, the same for everybody, and mute."""

import json
import re

import pytest

LIST = "/mo-phong/"
SIGN_IN, SUBMIT, TRACK = (
    f"/mo-phong/{slug}/"
    for slug in ("dang-nhap-bang-vneid", "nop-ho-so-va-nop-phi", "theo-doi-va-bo-sung-ho-so")
)
SHEET = f"{SUBMIT}phieu/"
PAGES = [
    LIST,
    SIGN_IN,
    SUBMIT,
    TRACK,
    SHEET,
    f"{SUBMIT}phieu.docx",
    f"/en{LIST}",
    f"/en{SUBMIT}",
    f"/en{SHEET}",
]


def played(response) -> dict:
    found = re.search(
        r'<script id="practice-data" type="application/json">(.*?)</script>', response.content.decode()
    )
    return json.loads(found[1])


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_set_no_cookie_and_may_be_cached(scenarios, client_for, path):
    response = client_for().get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", [LIST, SIGN_IN, SHEET])
def test_everybody_gets_the_same_bytes(scenarios, client_for, learner, path):
    assert client_for(learner).get(path).content == client_for().get(path).content
