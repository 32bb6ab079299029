"""In the demo a password is enough."""

import pytest

from maklumat.accounts.models import User
from maklumat.agencies import queries
from maklumat.agencies.models import Government


@pytest.mark.parametrize("is_demo", [True, False])
def test_only_a_real_government_asks_for_a_second_factor(
    government: Government,
    dewi: User,
    is_demo: bool,  # noqa: FBT001  a table of two rows
) -> None:
    government.is_demo = is_demo
    government.save()

    assert queries.needs_second_factor(dewi) is not is_demo
