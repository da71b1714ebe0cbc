"""What authors send to the form of a question, for each kind; people, questions and rights of a bank's desk."""

from datetime import timedelta
from decimal import Decimal
from itertools import count

from django.contrib.auth.models import Permission

from quizzes.models import Item, ItemVersion
from quizzes.services.authoring import publish_item_version
from quizzes.services.sharing import grant_bank

LIST = "/quan-tri/ngan-hang-cau-hoi/"
NUMBERS = count(1)


def may_edit(person):
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def write(bank, now, by=None, *, stem="", state="in_use", kind="true_false", **more):
    number = next(NUMBERS)
    version = publish_item_version(
        bank=bank,
        code=f"C{number}",
        kind=kind,
        content={"stem": f"<p>{stem or f'Nhận định số {number}'}</p>"},
        key={"correct": True},
        by=by,
        now=now,
        becomes=state,
        **more,
    )
    return version.item


def share(bank, elsewhere, by, today, right, *, start=-1, end=None):
    return grant_bank(
        bank=bank,
        organisation=elsewhere,
        right=right,
        by=by,
        valid_from=today + timedelta(days=start),
        valid_to=today + timedelta(days=end) if end is not None else None,
    )


def current(item):
    return Item.objects.get(pk=item.pk).state


def fill(bank, now, howmany):
    """Many questions at once, as an importer of another system would leave them."""
    numbers = [next(NUMBERS) for _ in range(howmany)]
    items = Item.objects.bulk_create(
        Item(bank=bank, code=f"X{n}", state="in_use", search_text=f"x{n} noi dung so {n} cua van ban")
        for n in numbers
    )
    versions = ItemVersion.objects.bulk_create(
        ItemVersion(
            item=item, number=1, kind="true_false", content={"stem": f"<p>{item.search_text}</p>"}, key={"correct": True},
            points=Decimal(1), created_at=now,
        )
        for item in items
    )  # fmt: skip
    for item, version in zip(items, versions, strict=True):
        item.current = version
    Item.objects.bulk_update(items, ["current"], batch_size=500)


def rows(name, *lines):
    """The lines of a list as a browser sends them."""
    sent = {f"{name}-total": str(len(lines))}
    for number, line in enumerate(lines):
        sent |= {f"{name}-{number}-{field}": value for field, value in line.items()}
    return sent


def sheet(kind, **fields):
    """A form as it is sent: the plain field for the text, as browsers without scripts do."""
    common = {
        "kind": kind,
        "code": f"Q-{kind}",
        "stem-html": f"Câu hỏi {kind}?",
        "points": "1",
        "difficulty": "2",
        "language": "vi",
        "act": "save_anyway",
    }
    return {**common, **fields}


SHEETS = {
    "single_choice": sheet(
        "single_choice",
        **rows("choices", {"text": "20 mm"}, {"text": "30–35 mm", "feedback": "Điều 8"}, {"text": ""}),
        **{"choices-is_right": "1", "own-scoring": "all_or_nothing"},
    ),
    "multiple_choice": sheet(
        "multiple_choice",
        **rows(
            "choices",
            {"text": "Số", "is_right": "on"},
            {"text": "Ký hiệu", "is_right": "on"},
            {"text": "Màu giấy"},
        ),
        **{"own-scoring": "right_minus_wrong"},
    ),
    "true_false": sheet("true_false", **{"own-correct": "false", "own-said_true": "Xem lại"}),
    "true_false_group": sheet(
        "true_false_group",
        **rows(
            "statements",
            {"text": "a", "is_true": "true"},
            {"text": "b", "is_true": "false"},
            {"text": "c", "is_true": "true"},
            {"text": "d", "is_true": "false"},
        ),
        **{"own-scoring": "scale", "own-scale": ""},
    ),
    "matching": sheet(
        "matching",
        **rows("pairs", {"text": "QĐ", "target": "Quyết định"}, {"text": "CV", "target": "Công văn"}),
        **rows("extras", {"text": "Tờ trình"}),
        **{"own-scoring": "proportional"},
    ),
    "ordering": sheet(
        "ordering",
        **rows("steps", {"text": "Tiếp nhận"}, {"text": "Thẩm định"}, {"text": "Trả kết quả"}),
        **{"own-scoring": "pairwise"},
    ),
    "short_answer": sheet(
        "short_answer",
        **rows("accepted", {"text": "Hà Nội", "credit": "100"}, {"text": "Thăng Long", "credit": "50"}),
        **{"own-ignore_case": "on"},
    ),
    "numerical": sheet(
        "numerical",
        **rows("accepted", {"value": "12,5", "tolerance": "0,1", "tolerance_kind": "absolute", "credit": ""}),
        **rows("units", {"text": "mm", "factor": "1"}),
        **{"own-number_format": "vi", "own-unit_policy": "optional", "own-unit_penalty": "50"},
    ),
    "cloze": {
        **sheet("cloze", **{"own-ignore_case": "on", "own-number_format": "vi"}),
        "stem-html": "Thủ đô là [[Hà Nội|Ha Noi=50%]], lề trái [[#30±5]] mm, [[+đúng|sai]].",
    },
    "essay": sheet(
        "essay",
        **rows("rubric", {"text": "Đủ ý", "points": "0,5"}),
        **{"own-format": "plain", "own-max_words": "300", "own-max_count": "0"},
    ),
}
