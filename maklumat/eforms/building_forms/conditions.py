"""What is typed of when a part or a question is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.datastructures import MultiValueDict

from maklumat.eforms import askrows, labels
from maklumat.eforms.askrows import BadRow, Earlier, Row
from maklumat.eforms.conditions import Condition, Join
from maklumat.eforms.definition import Form

Typed = MultiValueDict[str, str] | Mapping[str, Any]  # Any: as Django's own forms


class WhenRows:
    """The condition of a part or question as rows on a page.

    What is too complex for rows is only shown (`is_complex`), kept, or taken away.
    """

    def __init__(
        self, built: Form, when: Condition | None, before: Sequence[Earlier], data: Typed | None
    ) -> None:
        self.when, self.before, self.data = when, before, data
        self.problem = ""
        found = askrows.rows(built, when)
        self.is_complex = found is None
        self.join, kept = found or (Join.ALL, [])
        if data is not None and not self.is_complex:
            self.join = Join.ANY if data.get("when-join") == Join.ANY else Join.ALL
            kept = [
                Row(
                    *(
                        str(data.get(f"when-{place}-{name}", ""))
                        for name in ("about", "test", "value")
                    )
                )
                for place in range(1, askrows.MOST_ROWS + 1)
            ]
        self.rows = [*kept, *[Row("", "")] * askrows.MOST_ROWS][: askrows.MOST_ROWS]

    @property
    def numbered(self) -> list[tuple[int, Row]]:
        return list(enumerate(self.rows, start=1))

    @property
    def used(self) -> int:
        """How many rows are open at first: those in use and one more."""
        return max([place for place, row in self.numbered if row.about], default=0) + 1

    @property
    def answers(self) -> list[str]:
        """What may be written as value anywhere here, for the list that a field offers."""
        found = {text: None for one in self.before for text in askrows.offered(one.question)}
        return list(found)

    def is_valid(self) -> bool:
        try:
            self.condition()
        except BadRow as bad:
            tests = dict(labels.TESTS)
            names = [str(tests.get(str(one), one)) for one in bad.offered]
            self.problem = str(labels.ROW_TROUBLES[bad.trouble]) % {
                "row": bad.row,
                "offered": f"({', '.join(names)})" if names else "",
            }
        return not self.problem

    def condition(self) -> Condition | None:
        """Return what was typed. Raises BadRow."""
        if self.is_complex:
            return None if self.data and self.data.get("when-drop") else self.when
        return askrows.condition(self.join, self.rows, self.before)
