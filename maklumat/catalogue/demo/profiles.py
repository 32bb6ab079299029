"""Profiles and pledges of the demo's agencies, from `data/profiles.yaml`.

An agency that has a profile keeps it; a pledge is known by its agency and its first day.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from maklumat.agencies import demo as agencies
from maklumat.agencies import labels
from maklumat.agencies import models as a
from maklumat.catalogue import pledges
from maklumat.catalogue.models import Pledge
from maklumat.core.datafiles import Entry

STATES = ("draft",)
WAYS = tuple(code for code, _name in labels.COMPLAINT_WAYS)
MEDIA = tuple(code for code, _name in labels.MEDIA)


def load(file: Entry, loaded: agencies.Loaded, at: datetime) -> None:
    """Add what is missing, and count it in `loaded`.

    Raises BadDataFile.
    """
    file.only("profiles", "pledges")
    today = at.astimezone(loaded.government.zone).date()
    have = set(a.Profile.objects.values_list("agency__slug", flat=True))
    for entry in file.rows("profiles"):
        if entry.text("agency") not in have:
            _publish(_profile(entry, _agency(entry, loaded), today), entry)
            loaded.added["profiles"] += 1
    known = set(Pledge.objects.values_list("agency__slug", "valid_from"))
    for entry in file.rows("pledges"):
        if (entry.text("agency"), entry.day("valid_from")) not in known:
            _publish(_pledge(entry, _agency(entry, loaded)), entry)
            loaded.added["pledges"] += 1


def _agency(entry: Entry, loaded: agencies.Loaded) -> a.Agency:
    slug = entry.text("agency")
    if slug not in loaded.agencies:
        raise entry.fault(_("there is no agency “%s”; correct it or add the agency.") % slug)
    return loaded.agencies[slug]


def _publish(row: a.Profile | Pledge, entry: Entry) -> None:
    agencies.check(row, entry)
    row.save()
    revision = row.save_revision()
    if entry.choice("state", STATES, "") != "draft":
        revision.publish()


def _profile(entry: Entry, agency: a.Agency, today: date) -> a.Profile:
    entry.only("agency", "state", "duties", "structure", "officials", "vision", "missions", "motto",
               "complaints", "survey", "awards", "media", "facilities", "specials", "uniform",
               "badge")  # fmt: skip
    row = a.Profile(
        agency=agency,
        live=False,
        duties=entry.text("duties", ""),
        structure_text=entry.text("structure", ""),
        vision=entry.text("vision", ""),
        motto=entry.text("motto", ""),
        uniform_text=entry.text("uniform", ""),
        badge_text=entry.text("badge", ""),
    )
    row.missions = [a.Mission(text=text) for text in entry.texts("missions", [])]
    row.officials = [_official(part) for part in entry.rows("officials", [])]
    row.awards = [_award(part) for part in entry.rows("awards", [])]
    row.media = [_medium(part, today) for part in entry.rows("media", [])]
    row.facilities = [_facility(part) for part in entry.rows("facilities", [])]
    row.specials = [_special(part) for part in entry.rows("specials", [])]
    _fill_complaints(row, entry.part("complaints", required=False), today)
    _fill_survey(row, entry.part("survey", required=False), today)
    return row


def _fill_complaints(row: a.Profile, entry: Entry, today: date) -> None:
    entry.only("decree", "date", "officer", "ways")
    row.complaint_decree = entry.text("decree", "")
    row.complaint_decree_date = entry.day("date")
    row.complaint_officer = entry.text("officer", "")
    row.ways = [_way(part, today) for part in entry.rows("ways", [])]


def _fill_survey(row: a.Profile, entry: Entry, today: date) -> None:
    entry.only("score", "period", "days_ago", "url")
    if entry:
        row.survey_score = Decimal(entry.text("score"))
        row.survey_period = entry.text("period")
        row.survey_on = _days_ago(entry, "days_ago", today)
        row.survey_url = entry.text("url", "")


def _official(entry: Entry) -> a.Official:
    entry.only("name", "office", "since")
    return a.Official(
        name=entry.text("name"), office=entry.text("office"), since=entry.day("since")
    )


def _award(entry: Entry) -> a.Award:
    entry.only("name", "giver", "date")
    return a.Award(name=entry.text("name"), giver=entry.text("giver"), given_on=entry.day("date"))


def _medium(entry: Entry, today: date) -> a.Medium:
    entry.only("kind", "name", "address", "checked_days_ago")
    return a.Medium(
        kind=entry.choice("kind", MEDIA),
        name=entry.text("name"),
        address=entry.text("address", ""),
        checked_on=_days_ago(entry, "checked_days_ago", today),
    )


def _facility(entry: Entry) -> a.AgencyFacility:
    entry.only("name", "count", "vulnerable")
    return a.AgencyFacility(
        name=entry.text("name"),
        count=entry.whole("count", None),
        for_vulnerable=entry.flag("vulnerable"),
    )


def _special(entry: Entry) -> a.SpecialService:
    entry.only("name", "note")
    return a.SpecialService(name=entry.text("name"), note=entry.text("note", ""))


def _way(entry: Entry, today: date) -> a.ComplaintWay:
    entry.only("kind", "value", "tested_days_ago")
    return a.ComplaintWay(
        kind=entry.choice("kind", WAYS),
        value=entry.text("value"),
        tested_on=_days_ago(entry, "tested_days_ago", today),
    )


def _days_ago(entry: Entry, key: str, today: date) -> date | None:
    days = entry.whole(key, None)
    return None if days is None else today - timedelta(days=days)


def _pledge(entry: Entry, agency: a.Agency) -> Pledge:
    entry.only("agency", "state", "text", "decree", "place", "date", "rank", "nip", "valid_from")
    signed_on = entry.day("date")
    decree = entry.text("decree", "")
    return Pledge(
        agency=agency,
        live=False,
        text=entry.text("text", "") or pledges.model_text(agency.name, decree),
        decree=decree,
        signed_place=entry.text("place", ""),
        signed_on=signed_on,
        signatory_office=agency.head_title if signed_on else "",
        signatory_name=agency.head_name if signed_on else "",
        signatory_rank=entry.text("rank", ""),
        signatory_nip=entry.text("nip", ""),
        # A pledge without a first day is refused in the words of `text`.
        valid_from=entry.day("valid_from") or date.fromisoformat(entry.text("valid_from")),
    )
