"""The editor of a service: identity, six public components, eight of management, upkeep.

Help texts say what a good entry looks like and how long it should be. Where the regulation words a
component's name, that name is the heading.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

from maklumat.catalogue import pledge_check, reasons
from maklumat.catalogue.standard import OFFICIAL_NAMES, Component

MOST_ROWS = 60  # of one kind: more is a sign that one service should be two
MOST_CASES = 20


def _component(component: Component, panels: list[Panel], help_text: object) -> MultiFieldPanel:
    heading = f"{component.number}. {OFFICIAL_NAMES[component]}"
    return MultiFieldPanel(
        [HelpPanel(help_text), *panels],
        heading=heading,
        classname=f"component component-{component.value}",
        attrs={"data-component": component.value},
    )


def _sentences(component: Component, relation: str, help_text: object) -> MultiFieldPanel:
    rows = InlinePanel(relation, [FieldPanel("text")], label=_("sentence"), max_num=MOST_ROWS)
    return _component(component, [rows], help_text)


IDENTITY = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("agency"),
                FieldPanel("name", help_text=_("As citizens call it. At most 160 characters.")),
                FieldPanel("summary"),
                FieldPanel("type"),
            ],
            heading=_("The service"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("synonyms"),
                FieldPanel("sector"),
                FieldPanel("life_events"),
                FieldPanel("audiences"),
            ],
            heading=_("How people find it"),
        ),
        MultiFieldPanel(
            [
                InlinePanel(
                    "channels",
                    [FieldRowPanel([FieldPanel("kind"), FieldPanel("note")]), FieldPanel("url")],
                    label=_("channel"),
                    max_num=MOST_ROWS,
                )
            ],
            heading=_("Channels"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("status"), FieldPanel("status_until")]),
                FieldPanel("status_reason"),
            ],
            heading=_("Open or closed"),
        ),
    ],
    heading=_("The service"),
)

DELIVERY = ObjectList(
    [
        HelpPanel(
            _(
                "These six must be complete before the service can be published. "
                "Citizens read them first."
            )
        ),
        _component(
            Component.REQUIREMENTS,
            [
                InlinePanel(
                    "cases",
                    [
                        FieldPanel("name"),
                        InlinePanel(
                            "items",
                            [
                                FieldPanel("text"),
                                FieldRowPanel(
                                    [FieldPanel("form"), FieldPanel("count"), FieldPanel("note")]
                                ),
                            ],
                            label=_("requirement"),
                            max_num=MOST_ROWS,
                        ),
                    ],
                    label=pgettext_lazy("circumstances", "case"),
                    max_num=MOST_CASES,
                )
            ],
            _(
                "One list for each case, such as “Lost” and “Damaged”. One document on each line. "
                "Ask only for what the rule asks for."
            ),
        ),
        _component(
            Component.PROCEDURE,
            [
                InlinePanel(
                    "steps",
                    [
                        FieldPanel("text"),
                        FieldRowPanel(
                            [FieldPanel("actor"), FieldPanel("place"), FieldPanel("minutes")]
                        ),
                    ],
                    label=_("step"),
                    max_num=MOST_ROWS,
                )
            ],
            _("What the applicant meets, in order. Not the internal procedure of the staff."),
        ),
        _component(
            Component.DURATION,
            [
                FieldRowPanel([FieldPanel("duration_value"), FieldPanel("duration_unit")]),
                FieldPanel("duration_starts"),
                FieldPanel("duration_note"),
            ],
            _("A number, a unit and the event from which the time counts."),
        ),
        _component(
            Component.FEE,
            [
                InlinePanel(
                    "fees",
                    [
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("payer")]),
                        FieldRowPanel([FieldPanel("amount"), FieldPanel("unit")]),
                        FieldPanel("basis"),
                        FieldPanel("note"),
                    ],
                    label=_("fee"),
                    max_num=MOST_ROWS,
                )
            ],
            _("One row for each class of payer. A free service needs one row that says so."),
        ),
        _component(
            Component.PRODUCT,
            [
                InlinePanel(
                    "products",
                    [FieldRowPanel([FieldPanel("name"), FieldPanel("validity")])],
                    label=_("product"),
                    max_num=MOST_ROWS,
                )
            ],
            _("What the applicant goes home with."),
        ),
        _component(
            Component.COMPLAINTS,
            [
                FieldPanel("complaint_officer"),
                InlinePanel(
                    "complaint_channels",
                    [FieldRowPanel([FieldPanel("kind"), FieldPanel("value")])],
                    label=_("way to complain"),
                    max_num=MOST_ROWS,
                ),
                FieldRowPanel([FieldPanel("limit_verification"), FieldPanel("limit_information")]),
                FieldRowPanel([FieldPanel("limit_ordinary"), FieldPanel("limit_supervision")]),
            ],
            _(
                "Who answers, by which ways, within how many working days. Assessors try the numbers."
            ),
        ),
    ],
    heading=_("Six for the public"),
)

MANAGEMENT = ObjectList(
    [
        HelpPanel(_("These eight complete the standard. The card shows them folded.")),
        _component(
            Component.LEGAL_BASIS,
            [
                InlinePanel(
                    "legal_basis",
                    [FieldPanel("document"), FieldPanel("article")],
                    label=_("legal basis"),
                    max_num=MOST_ROWS,
                )
            ],
            _("Choose from the shared register; add a law there if it is missing."),
        ),
        _component(
            Component.FACILITIES,
            [
                InlinePanel(
                    "facilities",
                    [
                        FieldPanel("name"),
                        FieldRowPanel([FieldPanel("count"), FieldPanel("for_vulnerable")]),
                    ],
                    label=_("facility"),
                    max_num=MOST_ROWS,
                )
            ],
            _("Waiting room, counter, ramp, lactation room: mark those for vulnerable users."),
        ),
        _sentences(
            Component.COMPETENCE, "competences", _("Education, training and skills, by role.")
        ),
        _sentences(
            Component.SUPERVISION, "supervisions", _("Who supervises, how often, with what record.")
        ),
        _component(
            Component.STAFF,
            [
                InlinePanel(
                    "staff",
                    [FieldRowPanel([FieldPanel("role"), FieldPanel("count")])],
                    label=_("role"),
                    max_num=MOST_ROWS,
                )
            ],
            _("How many people serve, by role."),
        ),
        _component(
            Component.GUARANTEE,
            [
                FieldPanel("guarantee_statement"),
                FieldPanel("guarantee_compensation"),
                FieldPanel("guarantee_decree"),
            ],
            _("The promise, and what the user gets when it is not kept."),
        ),
        _sentences(
            Component.SAFETY,
            "safety_measures",
            _("Fire extinguisher, evacuation route, camera, protection of personal data."),
        ),
        _sentences(
            Component.EVALUATION,
            "evaluations",
            _("Satisfaction survey, performance reviews, reports: what and how often."),
        ),
    ],
    heading=_("Eight of management"),
)

UPKEEP = ObjectList(
    [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("decree_number"), FieldPanel("decree_date")])],
            heading=_("Decree that sets the standard"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("reviewed_at"), FieldPanel("review_due")]),
                FieldRowPanel([FieldPanel("reviewed_by"), FieldPanel("owner")]),
            ],
            heading=_("Review"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("sippn_id"), FieldPanel("sippn_url")]),
                FieldRowPanel([FieldPanel("sippn_published_at"), FieldPanel("sippn_checked_at")]),
            ],
            heading="SIPPN",
        ),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("code"), FieldPanel("home_position")],
            heading=_("Addresses"),
        ),
        PublishingPanel(),
    ],
    heading=_("Upkeep"),
)


def edit_handler() -> TabbedInterface:
    """Return the whole editor."""
    return TabbedInterface([IDENTITY, DELIVERY, MANAGEMENT, UPKEEP])


class ElementsPanel(HelpPanel):
    """Shows which of the three elements the saved text has."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:  # Any: Wagtail's
            values: dict[str, Any] = super().get_context_data(parent_context)
            text = self.instance.text
            return {
                **values,
                "elements": reasons.element_rows(self.instance.elements()) if text else [],
                "complete": pledge_check.is_complete(text),
            }


def pledge_editor() -> ObjectList:
    """Return the editor of a pledge, not yet bound to the model."""
    return ObjectList(
        [
            HelpPanel(
                _(
                    "A new promise is a new pledge: add one instead of changing the old, which stays"
                    " readable. The head of the agency publishes it. Afterwards only the scan of"
                    " the signed sheet can be added."
                )
            ),
            FieldPanel("agency"),
            MultiFieldPanel(
                [
                    FieldPanel("text"),
                    ElementsPanel(template="catalogue/staff/pledge_elements.html"),
                ],
                heading=_("The three statements"),
            ),
            FieldRowPanel([FieldPanel("decree"), FieldPanel("valid_from")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("signed_place"), FieldPanel("signed_on")]),
                    FieldRowPanel([FieldPanel("signatory_office"), FieldPanel("signatory_name")]),
                    FieldRowPanel([FieldPanel("signatory_rank"), FieldPanel("signatory_nip")]),
                    FieldPanel("scan"),
                ],
                heading=_("Signature"),
            ),
        ]
    )
