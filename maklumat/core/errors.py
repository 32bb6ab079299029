"""Errors that a person may meet. Actions and queries raise them; one middleware shows them."""


class MaklumatError(Exception):
    """Base of all expected errors: `status` for HTTP, `code` for machines, the text for people."""

    status = 500
    code = "error"


class NotFound(MaklumatError):
    """The thing is not there, or this person may not know that it is."""

    status = 404
    code = "not_found"


class Refused(MaklumatError):
    """The person is known and the thing is known, but this act is not theirs."""

    status = 403
    code = "refused"


class RuleBroken(MaklumatError):
    """A rule of the field forbids the act. The text says which, and what would mend it."""

    status = 409
    code = "rule_broken"
