"""The editor of an agency's profile, in the order of the seven points and the eight controls."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.panels import MultiFieldPanel as Group

MOST_ROWS = 60  # of one kind: more is a list for a document, not for a page

ORGANISER = [
    FieldPanel("agency"),
    FieldPanel("duties"),
    Group(
        [FieldPanel("structure_text"), FieldPanel("structure_picture")],
        heading=_("Structure of the organisation"),
    ),
    InlinePanel(
        "officials",
        heading=_("Officials"),
        label=_("Official"),
        help_text=_("Address, hours and contacts are kept with the agency itself."),
        max_num=MOST_ROWS,
        panels=[
            FieldRowPanel([FieldPanel("name"), FieldPanel("office")]),
            FieldRowPanel([FieldPanel("since"), FieldPanel("photo")]),
        ],
    ),
]
VISION = Group(
    [
        FieldPanel("vision"),
        InlinePanel("missions", [FieldPanel("text")], label=_("Mission"), max_num=MOST_ROWS),
        FieldPanel("motto"),
    ],
    heading=_("Vision, mission and motto"),
)
COMPLAINTS = [
    HelpPanel(_("Assessors call the numbers. Try each of them and write the day.")),
    FieldRowPanel([FieldPanel("complaint_decree"), FieldPanel("complaint_decree_date")]),
    FieldPanel("complaint_officer"),
    InlinePanel(
        "ways",
        heading=_("Ways to complain"),
        label=_("Way to complain"),
        max_num=MOST_ROWS,
        panels=[
            FieldRowPanel([FieldPanel("kind"), FieldPanel("value")]),
            FieldPanel("tested_on"),
        ],
    ),
]
PERFORMANCE = Group(
    [
        FieldRowPanel([FieldPanel("survey_score"), FieldPanel("survey_period")]),
        FieldRowPanel([FieldPanel("survey_on"), FieldPanel("survey_url")]),
    ],
    heading=_("Result of the last satisfaction survey"),
)
AWARDS = InlinePanel(
    "awards",
    heading=_("Awards and recognition"),
    label=_("Award"),
    max_num=MOST_ROWS,
    panels=[
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("giver"), FieldPanel("given_on")]),
        FieldPanel("picture"),
    ],
)
MEDIA = InlinePanel(
    "media",
    heading=_("Information system"),
    label=_("Medium"),
    help_text=_("Where people read of the services: website, social media, booklet, monitor."),
    max_num=MOST_ROWS,
    panels=[
        FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("address"), FieldPanel("checked_on")]),
    ],
)
FACILITIES = InlinePanel(
    "facilities",
    heading=_("Facilities"),
    label=_("Facility"),
    help_text=_("Mark what serves vulnerable users: ramp, wheelchair, lactation room, guide path."),
    max_num=MOST_ROWS,
    panels=[
        FieldRowPanel([FieldPanel("name"), FieldPanel("count")]),
        FieldPanel("for_vulnerable"),
    ],
)
SPECIALS = InlinePanel(
    "specials",
    heading=_("Special services"),
    label=_("Special service"),
    help_text=_("Such as a priority queue, home visits, a sign language interpreter."),
    max_num=MOST_ROWS,
    panels=[FieldPanel("name"), FieldPanel("note")],
)
ATTRIBUTES = Group(
    [
        FieldPanel("uniform_text"),
        FieldPanel("uniform_picture"),
        FieldPanel("badge_text"),
        FieldPanel("badge_picture"),
    ],
    heading=_("Attributes of the staff"),
)


def profile_editor() -> TabbedInterface:
    """Return the editor, not yet bound to the model."""
    return TabbedInterface(
        [
            ObjectList(ORGANISER, heading=_("Organiser")),
            ObjectList([VISION, PERFORMANCE, AWARDS], heading=_("Vision and results")),
            ObjectList(COMPLAINTS, heading=_("Complaint handling")),
            ObjectList([MEDIA, FACILITIES, SPECIALS], heading=_("Information and facilities")),
            ObjectList([ATTRIBUTES], heading=_("Attributes")),
        ]
    )
