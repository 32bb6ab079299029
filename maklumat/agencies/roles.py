"""Who may do what, as a table. Pure: the policy in `policy.py` applies it to rows.

A role held in an agency covers that agency and those below it; a role held in the government
(a membership without an agency) covers all.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a person does here. The words shown for each are in `labels.py`."""

    OFFICER = "officer"
    HEAD = "head"
    ORGANISER = "organiser"
    INSPECTOR = "inspector"
    TASKFORCE = "taskforce"
    DESK = "desk"
    LEADER = "leader"
    ASSESSOR = "assessor"


class Act(StrEnum):
    """What may be done with the rows of an agency."""

    VIEW = "view"
    CHANGE = "change"
    APPROVE_AS_HEAD = "approve_as_head"
    APPROVE_AS_ORGANISER = "approve_as_organiser"
    VIEW_PEOPLE = "view_people"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_GOVERNMENT = "manage_government"
    VIEW_CASES = "view_cases"  # what citizens report, with who they are
    HANDLE_CASES = "handle_cases"
    COORDINATE_CASES = "coordinate_cases"  # verify and pass on, for all agencies
    SUPERVISE_CASES = "supervise_cases"  # what only the Inspektorat may see


MAY: dict[Role, frozenset[Act]] = {
    Role.OFFICER: frozenset({Act.VIEW, Act.CHANGE, Act.VIEW_CASES, Act.HANDLE_CASES}),
    Role.HEAD: frozenset(
        {
            Act.VIEW,
            Act.CHANGE,
            Act.APPROVE_AS_HEAD,
            Act.VIEW_PEOPLE,
            Act.VIEW_CASES,
            Act.HANDLE_CASES,
        }
    ),
    Role.ORGANISER: frozenset(
        {
            Act.VIEW,
            Act.CHANGE,
            Act.APPROVE_AS_ORGANISER,
            Act.VIEW_PEOPLE,
            Act.MANAGE_PEOPLE,
            Act.MANAGE_GOVERNMENT,
            Act.VIEW_CASES,
            Act.HANDLE_CASES,
            Act.COORDINATE_CASES,
        }
    ),
    Role.INSPECTOR: frozenset({Act.VIEW, Act.SUPERVISE_CASES}),
    Role.TASKFORCE: frozenset({Act.VIEW}),
    Role.DESK: frozenset({Act.VIEW}),
    Role.LEADER: frozenset({Act.VIEW}),
    Role.ASSESSOR: frozenset({Act.VIEW}),
}


# These two mean nothing without an agency; the others can be held in the whole government.
NEED_AN_AGENCY = frozenset({Role.OFFICER, Role.HEAD})


def roles_that_may(act: Act) -> frozenset[Role]:
    """Return the roles that may do this.

    >>> sorted(roles_that_may(Act.APPROVE_AS_HEAD))
    [<Role.HEAD: 'head'>]
    """
    return frozenset(role for role, acts in MAY.items() if act in acts)
