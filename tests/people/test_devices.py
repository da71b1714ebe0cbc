"""Browsers by the name people know."""

import pytest

from people.devices import device_name

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/130.0 Safari/537.36", "Chrome · Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/130.0 Safari/537.36 Edg/130.0",
            "Microsoft Edge · Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 6.1) {KIT} coc_coc_browser/109 Chrome/109 Safari/537.36",
            "Cốc Cốc · Windows",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14) {KIT} SamsungBrowser/25 Chrome/121 Safari/537.36",
            "Samsung Internet · Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox · Linux"),
        ("máy lạ", "máy lạ"),
        ("", ""),
    ],
)
def test_devices_have_the_names_people_know(said: str, name: str) -> None:
    assert device_name(said) == name


def test_a_boastful_browser_is_cut_short() -> None:
    assert len(device_name("x" * 5_000)) == 60
