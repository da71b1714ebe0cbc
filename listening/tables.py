"""The tables behind screens and files: typed values under one row of heads."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from content.documents.sheet import Sheet, SheetColumn, write_workbook
from listening.queries import Report

Value = str | int | None
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    slug: str
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]
    empty: str = ""
    """What is said in place of an empty table."""
    leads_to_pages: bool = False
    """The first column is an address of this site."""


def tables_of(report: Report) -> list[Table]:
    """What the dashboard shows, for editors: small numbers too."""
    steps = [report.period.label_of(step) for step in report.period.steps()]
    series = zip(steps, report.views_by_step, report.visitors_by_step, report.answers_by_step, strict=True)
    return [
        Table(
            slug="dien-bien",
            name=_("Over time"),
            heads=[_("Day or month"), _("Views"), _("Visitors (estimated)"), _("Readers’ answers")],
            rows=[list(row) for row in series],
            widths=[14, 12, 20, 12],
        ),
        Table(
            slug="trang",
            name=_("Pages"),
            heads=[_("Address"), _("Title"), _("Views")],
            rows=[[row["path"], row["title"], row["views"]] for row in report.pages],
            widths=[50, 60, 12],
            empty=_("No page was read yet in this period."),
            leads_to_pages=True,
        ),
        Table(
            slug="tim-kiem",
            name=_("Searches"),
            heads=[_("Words searched for"), _("Times asked"), _("Found nothing")],
            rows=[[row["words"], row["sum"], row["nothing"]] for row in report.searches],
            widths=[50, 12, 16],
            empty=_("Nothing was searched for three times on a day in this period."),
        ),
        Table(
            slug="khong-thay",
            name=_("Searches that found nothing"),
            heads=[_("Words searched for"), _("Found nothing"), _("Times asked")],
            rows=[[row["words"], row["nothing"], row["sum"]] for row in report.dead_searches],
            widths=[50, 16, 12],
            empty=_("Every frequent search found something."),
        ),
        Table(
            slug="duong-cut",
            name=_("Missing addresses"),
            heads=[_("Address"), _("Times")],
            rows=[[row["path"], row["sum"]] for row in report.lost],
            widths=[60, 12],
            empty=_("Nobody met a missing address three times on a day."),
        ),
        Table(
            slug="phan-hoi",
            name=_("Answers by page"),
            heads=[_("Address"), _("Title"), _("Useful"), _("Not useful"), _("Wrong or changed")],
            rows=[
                [row["path"], row["title"], row["yes_sum"], row["no_sum"], row["wrong_sum"]]
                for row in report.feedback
            ],
            widths=[50, 60, 12, 12, 16],
            empty=_("Nobody has answered yet in this period."),
            leads_to_pages=True,
        ),
        Table(
            slug="tinh-thanh",
            name=_("Provinces"),
            heads=[_("Province"), _("Readers’ answers")],
            rows=[list(row) for row in report.provinces],
            widths=[30, 12],
            empty=_("No reader has named a province in this period."),
        ),
    ]


def csv_of(table: Table, *, separator: str = ",") -> bytes:
    """UTF-8 with a mark, so that Excel reads it; a text that begins like a formula stays a text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def workbook_of(tables: Sequence[Table]) -> bytes:
    return write_workbook(
        [
            Sheet(
                title=table.name,
                columns=[
                    SheetColumn(title=head, width=width)
                    for head, width in zip(table.heads, table.widths, strict=True)
                ],
                rows=table.rows,
            )
            for table in tables
        ]
    )
