"""The results of a quiz as documents of the institution: a decision with its list, and a sheet for Excel."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from content.documents.decision import Annex, Decision, write_decision
from content.documents.decree import Column, Letterhead, Signature
from content.documents.sheet import Sheet, SheetColumn, Value, write_workbook
from content.vietnamese import name_sort_key
from people.models import Membership, Organisation
from quizzes.models import Grade, Quiz, ResultDecision
from quizzes.services.recognising import recognisable, results_of

COLUMNS = [
    Column(title="STT", width=13, is_centred=True),
    Column(title="Họ và tên", width=37),
    Column(title="Ngày sinh", width=24, is_centred=True),
    Column(title="Đơn vị công tác", width=42),
    Column(title="Kết quả (%)", width=21, is_centred=True),
    Column(title="Xếp loại", width=23, is_centred=True),
]


def _recognised(quiz: Quiz, decision: ResultDecision) -> list[Grade]:
    """The results of one decision with their people's posts, by given name as Vietnamese lists are."""
    return _by_name(results_of(quiz=quiz).filter(decision=decision).prefetch_related(_posts()))


def _posts() -> Prefetch:
    today = Membership.objects.valid_on(timezone.localdate()).select_related("organisation").order_by("pk")
    return Prefetch("learner__memberships", queryset=today, to_attr="posts_today")


def _by_name(grades: Iterable[Grade]) -> list[Grade]:
    return sorted(grades, key=lambda grade: (name_sort_key(grade.learner.full_name), grade.pk))


def _unit(grade: Grade) -> str:
    posts = getattr(grade.learner, "posts_today", [])
    return posts[0].organisation.short_name if posts else ""


def _percent(grade: Grade) -> str:
    return f"{grade.percent:.2f}".replace(".", ",")


def _verdict(grade: Grade) -> str:
    return "Đạt" if grade.is_passed else "Không đạt"


def decision_file(*, quiz: Quiz, decision: ResultDecision | None, today: date) -> bytes:
    """The decision that recognises results, with their list: as recorded, or a draft with number, day and name open."""
    rows = results_of(quiz=quiz).filter(decision=decision) if decision else recognisable(quiz=quiz)
    grades = _by_name(rows.select_related("learner").prefetch_related(_posts()))
    issuer = decision.organisation if decision else quiz.organisation
    day = decision.decided_on if decision else None
    name = issuer.name_on(day or today)
    passed = sum(grade.is_passed for grade in grades)
    table = [
        [str(number), one.learner.full_name, _born(one), _unit(one), _percent(one), _verdict(one)]
        for number, one in enumerate(grades, start=1)
    ]
    return write_decision(
        Decision(
            letterhead=_letterhead(issuer, name, decision, today),
            subject=f"Về việc công nhận kết quả “{quiz.title}”",
            authority=f"Người đứng đầu {name}",
            grounds=[
                f"Căn cứ chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của {name}",
                f"Căn cứ kết quả kiểm tra “{quiz.title}”",
                "Xét đề nghị của đơn vị phụ trách đào tạo, bồi dưỡng",
            ],
            articles=[
                f"Công nhận kết quả “{quiz.title}” của {len(grades)} người dự kiểm tra, trong đó {passed} người đạt, "
                f"{len(grades) - passed} người không đạt (có danh sách kèm theo)",
                "Quyết định này có hiệu lực kể từ ngày ký",
                "Các đơn vị có liên quan và những người có tên trong danh sách chịu trách nhiệm thi hành Quyết định này",
            ],
            signature=Signature(name=decision.signed_by if decision else ""),
            receivers=["- Như Điều 3;", "- Lưu: VT, ĐT."],
            annex=Annex(title="Danh sách kết quả", columns=COLUMNS, rows=table),
        )
    )


def _letterhead(issuer: Organisation, name: str, decision: ResultDecision | None, today: date) -> Letterhead:
    parent = issuer.get_parent()
    day = decision.decided_on if decision else None
    return Letterhead(
        issuer=name,
        parent=parent.name_on(day or today) if parent else "",
        number=decision.number if decision else "",
        symbol=f"QĐ-{issuer.abbreviation}",
        place=issuer.seat,
        day=day,
        year=today.year,
    )


def _born(grade: Grade) -> str:
    born = grade.learner.birth_date
    return born.strftime("%d/%m/%Y") if born else ""


def results_sheet(*, quiz: Quiz, decision: ResultDecision) -> bytes:
    """The results a decision recognises as a workbook, numbers as numbers."""
    titles = [
        (_("No."), 6),
        (_("Full name"), 28),
        (_("Staff code"), 14),
        (_("E-mail address"), 28),
        (_("Unit"), 28),
        (_("Result (%)"), 12),
        (_("Passed"), 12),
        (_("Attempts"), 10),
        (_("Decision"), 22),
    ]
    rows: list[list[Value]] = [
        [
            number,
            grade.learner.full_name,
            grade.learner.staff_code or "",
            grade.learner.email,
            _unit(grade),
            grade.percent,
            _verdict(grade),
            grade.attempts_closed,
            f"{decision.number}, {decision.decided_on:%d/%m/%Y}",
        ]
        for number, grade in enumerate(_recognised(quiz, decision), start=1)
    ]
    columns = [SheetColumn(title=title, width=width) for title, width in titles]
    return write_workbook([Sheet(title=_("Results"), columns=columns, rows=rows, notes=[quiz.title])])
