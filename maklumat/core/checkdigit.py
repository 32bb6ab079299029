"""The check digit of public numbers: Damm's quasigroup. Pure.

Source: H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004. It catches every wrong
digit and every swap of two neighbours, the two mistakes people make when they copy a number.
"""

QUASIGROUP = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> str:
    """Return the digit to append; over digits that already carry it, the result is "0".

    >>> check_digit("572")
    '4'
    >>> check_digit("5724")
    '0'
    """
    interim = 0
    for digit in digits:
        interim = QUASIGROUP[interim][int(digit)]
    return str(interim)
