"""Who answered, as the sample questionnaire asks it: no name, no identity number. Pure.

Fields: PermenPANRB 14/2017, sample questionnaire. Diplomas are our addition (practice has them); a
person may leave every field open, and that is counted as such.
"""

YOUNGEST, OLDEST = 10, 110
SEXES = ("L", "P")
EDUCATIONS = ("SD", "SMP", "SMA", "D3", "S1", "S2", "S3")
OCCUPATIONS = ("PNS", "TNI", "POLRI", "SWASTA", "WIRAUSAHA", "LAINNYA")
AGE_GROUPS = ("-19", "20-29", "30-39", "40-49", "50-59", "60-")  # our own groups, for figures
UNTOLD = ""

MORNING, AFTERNOON = "pagi", "siang"  # 08.00-12.00 and 13.00-17.00 on the paper


def age_group(age: int | None) -> str:
    """Return the group of an age; the empty text when it is not told.

    >>> age_group(19), age_group(20), age_group(85), age_group(None)
    ('-19', '20-29', '60-', '')
    """
    if age is None:
        return UNTOLD
    if age < 20:
        return AGE_GROUPS[0]
    return AGE_GROUPS[-1] if age >= 60 else AGE_GROUPS[age // 10 - 1]


def half_of(hour: int) -> str:
    """Return the half of the day that the paper asks for; noon begins the second."""
    return MORNING if hour < 12 else AFTERNOON
