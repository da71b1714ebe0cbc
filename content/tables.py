"""Small repairs of cleaned table HTML: header cells say what they head. Pure; makes nothing safe."""

import re

_TABLE = re.compile(r"\s*<table>.*</table>\s*", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_HEADER = re.compile(r"<th((?:\s[^>]*)?)>")


def is_table(markup: str) -> bool:
    """Whether there is exactly one table and nothing beside it."""
    return bool(_TABLE.fullmatch(markup)) and markup.count("<table>") == 1 and "<tr>" in markup


def with_header_scopes(markup: str) -> str:
    """Give every header cell the scope that screen readers need: a row of headers heads columns, a lone one its row."""

    def scoped_row(match: re.Match[str]) -> str:
        row = match.group()
        scope = "row" if "<td" in row else "col"

        def scoped(cell: re.Match[str]) -> str:
            attributes = cell.group(1)
            return cell.group() if "scope=" in attributes else f'<th{attributes} scope="{scope}">'

        return _HEADER.sub(scoped, row)

    return _ROW.sub(scoped_row, markup)
