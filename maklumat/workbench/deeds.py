"""What the audit log calls the deeds that Wagtail logs. Pure."""

import re

# Each is written as `<app>.<thing>_<verb>`, such as `catalogue.service_returned`.
VERBS = {
    "wagtail.create": "created",
    "wagtail.edit": "changed",
    "wagtail.delete": "deleted",
    "wagtail.revert": "reverted",
    "wagtail.rename": "renamed",
    "wagtail.publish": "published",
    "wagtail.publish.schedule": "scheduled",
    "wagtail.publish.scheduled": "published",
    "wagtail.schedule.revert": "schedule_cancelled",
    "wagtail.schedule.cancel": "schedule_cancelled",
    "wagtail.unpublish": "unpublished",
    "wagtail.unpublish.scheduled": "unpublished",
    "wagtail.lock": "locked",
    "wagtail.unlock": "unlocked",
    "wagtail.workflow.start": "submitted",
    "wagtail.workflow.resume": "resubmitted",
    "wagtail.workflow.approve": "approved",
    "wagtail.workflow.reject": "returned",
    "wagtail.workflow.cancel": "approval_cancelled",
}
# Actions of the agencies app write these themselves, with the fields that changed.
TOLD_ELSEWHERE = {
    ("agencies.agency", "created"),
    ("agencies.agency", "changed"),
    ("agencies.government", "changed"),
}


def verb_of(action: str, *, of_a_draft: bool) -> str:
    """Name what was done; a change that made a revision is a draft until somebody publishes.

    >>> verb_of("wagtail.workflow.reject", of_a_draft=True)
    'returned'
    >>> verb_of("wagtail.edit", of_a_draft=True)
    'draft_saved'
    >>> verb_of("wagtail.copy_for_translation", of_a_draft=False)
    'copy_for_translation'
    """
    if action == "wagtail.edit" and of_a_draft:
        return "draft_saved"
    return VERBS.get(action) or action.removeprefix("wagtail.").replace(".", "_")


def snake(name: str) -> str:
    """Write the name of a class as audit targets do.

    >>> snake("LegalDocument")
    'legal_document'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
