"""Labels of a question as tags, for formats that know only one kind of them (``importers.tags`` reads them back). Pure."""

from quizzes.exporters.bank import ExportedItem
from quizzes.exporters.losses import Losses
from quizzes.importers.tags import MAX_NAME, tag_of


def tag_names(item: ExportedItem, losses: Losses, *, forbidden: str = "") -> list[str]:
    """The names to write. What is too long for a tag, or holds a sign the format cannot write, is lost."""
    names = [(tag.name if tag.kind == "tag" else f"{tag.kind}: {tag.name}", "tags") for tag in item.tags]
    if item.difficulty != 2:
        names.append((f"difficulty: {item.difficulty}", "difficulty"))
    for label, value, field in (
        ("language", item.language, "language"),
        ("source", item.source, "source"),
        ("legal basis", item.legal_basis, "legal_basis"),
    ):
        if value:
            names.append((f"{label}: {value}", field))
    kept = []
    for name, field in names:
        if len(name) > MAX_NAME or any(sign in name for sign in forbidden) or not _comes_back(name, field):
            losses.lose(item, field, name)
        else:
            kept.append(name)
    return kept


def _comes_back(name: str, field: str) -> bool:
    """Whether a plain tag would not be taken for something else when it is read again."""
    return name == name.strip() and (
        field != "tags" or tag_of(name).kind in {"tag", "topic", "skill", "outcome"}
    )


def category_path(item: ExportedItem, losses: Losses) -> str:
    """The category as Moodle writes it, under the top of the course; a slash inside a name is doubled."""
    names = []
    for name in item.category:
        if name.startswith("/") or name.endswith("/"):
            losses.lose(item, "category", " / ".join(item.category))
        names.append(name.strip("/").replace("/", "//"))
    return "/".join(["$course$", "top", *names])
