"""One English sentence has one Vietnamese: all rooms share one table of translations when the site runs."""

import polib

from tests.architecture.floors import ROOMS, ROOT


def test_rooms_agree_on_the_words_they_share():
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for room in ROOMS:
        path = ROOT / room / "locale" / "vi" / "LC_MESSAGES" / "django.po"
        if not path.exists():
            continue
        for entry in polib.pofile(str(path)):
            if entry.msgid and not entry.obsolete:
                words = entry.msgstr or next(iter(entry.msgstr_plural.values()), "")
                said.setdefault((entry.msgctxt, entry.msgid), {})[room] = words
    quarrels = {key[1]: rooms for key, rooms in said.items() if len(set(rooms.values())) > 1}
    assert quarrels == {}, "\n".join(f"{msgid!r}: {rooms}" for msgid, rooms in quarrels.items())
