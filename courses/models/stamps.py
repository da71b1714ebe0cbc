"""The stamp of a course: another one whenever its chapters, its lessons or their texts have changed.

Who has read a course's row knows by its stamp whether what was read of its contents before still holds. A stamp is drawn
by lot and not counted: two changes of which one is rolled back can never share one.
"""

import secrets
from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import models


class Stamped(models.Model):
    """A row of a course's contents; ``course_path`` leads from it to the course."""

    course_path: ClassVar[str]

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Stamped)


def new_stamp() -> int:
    """A number of 62 bits that was not there before."""
    return secrets.randbits(62)


class StampField(models.BigIntegerField):
    """Drawn anew with every save of the row, so that a row read earlier cannot bring an old stamp back."""

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        stamp = new_stamp()
        setattr(model_instance, self.attname, stamp)
        return stamp


def restamp(courses: Iterable[int | None]) -> None:
    """In the transaction of the change: who sees the change sees the new stamp."""
    changed = {pk for pk in courses if pk is not None}
    if changed:
        apps.get_model("courses", "Course").objects.filter(pk__in=changed).update(contents_stamp=new_stamp())


class StampingQuerySet(models.QuerySet[Row]):
    """Rows of a course's contents; ``course_path`` of the model names the course. Single rows are told by signals."""

    def update(self, **values: Any) -> int:
        path = self.model.course_path
        before = set(self.order_by().values_list(path, flat=True))
        changed = super().update(**values)
        moved_to = values.get(path)
        restamp({*before, getattr(moved_to, "pk", moved_to)})
        return changed

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        rows = super().bulk_create(objs, *args, **kwargs)
        keys = [row.pk for row in rows]
        restamp(
            self.model._default_manager.filter(pk__in=keys).values_list(self.model.course_path, flat=True)
        )
        return rows
