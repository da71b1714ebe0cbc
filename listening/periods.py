"""The stretches of time the dashboard can show."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from listening.services.folding import months_before

CHOICES: dict[str, tuple[int, Promise]] = {
    "7": (7, _("7 days")),
    "30": (30, _("30 days")),
    "90": (90, _("90 days")),
    "365": (365, _("12 months")),
}
USUAL = "30"
LONGEST_BY_DAY = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From ``first`` to ``last``, both included."""

    code: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """The same number of days just before."""
        return Period(
            code=self.code, first=self.first - timedelta(days=self.days), last=self.first - timedelta(days=1)
        )

    @property
    def is_by_month(self) -> bool:
        return self.days > LONGEST_BY_DAY

    def steps(self) -> list[date]:
        """The days, or the first days of the months, that a chart has a column for."""
        if not self.is_by_month:
            return [self.first + timedelta(days=number) for number in range(self.days)]
        steps = [self.first.replace(day=1)]
        while (following := months_before(day=steps[-1], months=-1)) <= self.last:
            steps.append(following)
        return steps

    def step_of(self, day: date) -> date:
        return day.replace(day=1) if self.is_by_month else day

    def label_of(self, step: date) -> str:
        return f"{step:%m/%Y}" if self.is_by_month else date_format(step, "d/m")


def period_of(code: str, *, today: date) -> Period:
    """What somebody chose, or thirty days; today is the last one."""
    if code not in CHOICES:
        code = USUAL
    return Period(code=code, first=today - timedelta(days=CHOICES[code][0] - 1), last=today)
