"""Files of questions become drafts (``drafts``), and drafts against a bank become a plan (``plan``). Pure.

A format is one module with one function from bytes to a ``ParsedBank``, named in ``PARSERS``. Nothing is dropped in
silence and nothing is guessed: every question found is a draft, importable or with the reason why it is not; what a
question had and we cannot hold is listed in its ``lost``. A file that cannot be read at all is a ``FileRefused``.
Parsers run in a child process with limits (``child``), because some of them can be made to cost. Word is not in the
table: its file is read by ``content.services.words`` and only the finished tree comes here.
"""

from collections.abc import Callable

from quizzes.importers.aiken import parse_aiken
from quizzes.importers.drafts import ParsedBank
from quizzes.importers.gift import parse_gift
from quizzes.importers.moodle_backup import parse_moodle_backup
from quizzes.importers.moodle_xml import parse_moodle_xml
from quizzes.importers.plain_json import parse_json
from quizzes.importers.qti import parse_qti
from quizzes.importers.xlsx import parse_xlsx

Parser = Callable[[bytes], ParsedBank]

PARSERS: dict[str, Parser] = {
    "json": parse_json,
    "gift": parse_gift,
    "aiken": parse_aiken,
    "qti": parse_qti,
    "xlsx": parse_xlsx,
    "moodle_xml": parse_moodle_xml,
    "moodle_backup": parse_moodle_backup,
}

__all__ = ["PARSERS", "Parser"]
