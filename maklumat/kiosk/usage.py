"""What a kiosk was used for: counts by day, hour and task, as charts and as a file."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maklumat.core import charts
from maklumat.core.sheets import Value
from maklumat.kiosk import labels
from maklumat.kiosk.models import Use

WEEKS = 8
FIRST_HOUR, LAST_HOUR = 6, 18  # of the table; wider where somebody came earlier or later


class Usage:
    """The counts of one kiosk over some weeks."""

    def __init__(self, rows: Iterable[Use], today: date) -> None:
        self.rows = list(rows)
        self.first, self.last = today - timedelta(days=7 * WEEKS - 1), today
        self.by_task: Counter[str] = Counter()
        self.visits_by_day: Counter[date] = Counter()
        self._by_hour: Counter[tuple[str, int]] = Counter()
        for row in self.rows:
            self.by_task[row.task] += row.count
            if row.task == "visit":
                self.visits_by_day[row.day] += row.count
            self._by_hour[row.task, row.hour] += row.count

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def visits(self) -> int:
        return self.by_task["visit"]

    def days(self) -> SafeString:
        """Draw the visits of each week."""
        weeks = [self.first + timedelta(days=7 * number) for number in range(WEEKS)]
        points = [(date_format(week, "j M"), self._of_week(week)) for week in weeks]
        return charts.line({_("Visits"): points}, title=_("Visits a week, by its first day"))

    def _of_week(self, first: date) -> int:
        return sum(self.visits_by_day[first + timedelta(days=number)] for number in range(7))

    def tasks(self) -> SafeString:
        items = [(str(name), self.by_task[task]) for task, name in labels.TASKS]
        return charts.bar(items, title=_("What it was used for"))

    def hours(self) -> SafeString:
        """Tint which task is done at which hour."""
        known = [hour for _task, hour in self._by_hour]
        span = range(min([FIRST_HOUR, *known]), max([LAST_HOUR, *known]) + 1)
        columns = {f"{hour:02d}": hour for hour in span}
        tasks = {str(name): task for task, name in labels.TASKS if self.by_task[task]}
        return charts.heat_table(
            list(tasks), list(columns),
            lambda task, hour: self._by_hour[tasks[task], columns[hour]],
            title=_("At which hour"),
        )  # fmt: skip

    def table(self) -> tuple[list[str], list[list[Value]]]:
        """Return heads and lines of the file: one line for each day, hour and task."""
        names = {task: str(name) for task, name in labels.TASKS}
        heads = [_("Day"), _("Hour"), _("Task"), _("Times")]
        lines: list[list[Value]] = [
            [row.day.isoformat(), row.hour, names.get(row.task, row.task), row.count]
            for row in self.rows
        ]
        return heads, lines
