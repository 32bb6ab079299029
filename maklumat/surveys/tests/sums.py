"""All kept sums as plain rows: what two ways of counting must agree on."""

from maklumat.surveys.models import Count, RatingTally, Tally


def everything() -> list[list[tuple[object, ...]]]:
    """Return the sums of questionnaires, what they say, and the sums of taps; empty ones left out."""
    return [
        sorted(
            Tally.objects.exclude(n=0, incomplete=0).values_list(
                "service", "unit", "agency", "month", "held", "n", "total", "squares", "incomplete"
            )
        ),
        sorted(
            Count.objects.filter(n__gt=0).values_list(
                "tally__service", "tally__unit", "tally__month", "tally__held", "subject",
                "value", "n",
            )
        ),
        sorted(
            RatingTally.objects.values_list(
                "agency", "unit", "service", "point", "month", "hour", "value", "reason", "n"
            )
        ),
    ]  # fmt: skip
