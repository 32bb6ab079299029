"""What those who build forms may see: the forms of the agencies in which they change things."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.queries import living_agencies
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound
from maklumat.eforms.models import FormUse, FormVersion, ServiceForm


@dataclass(frozen=True)
class Built:
    """A form with its newest version, draft or not, and what this person may do."""

    form: ServiceForm
    newest: FormVersion
    may_publish: bool

    @property
    def has_draft(self) -> bool:
        return self.newest.published_at is None

    @property
    def slugs(self) -> tuple[str, str]:
        return self.form.agency.slug, self.form.code


def may_build(user: User) -> bool:
    return policy_for(user).can(Act.CHANGE)


def agencies_for(user: User, on: date) -> QuerySet[Agency]:
    """Return the living agencies for which this person may make forms."""
    mine = policy_for(user).agencies(Act.CHANGE) & living_agencies(on)
    return mine.order_by("name", "pk")


def forms_for(user: User) -> QuerySet[ServiceForm]:
    """Return the forms this person may change, with what their list shows."""
    published = FormVersion.objects.filter(form=OuterRef("pk"), published_at__isnull=False)
    uses = FormUse.objects.select_related("service__agency")
    return (
        policy_for(user)
        .rows(ServiceForm.objects.all(), Act.CHANGE)
        .select_related("agency")
        .prefetch_related(Prefetch("uses", queryset=uses))
        .annotate(
            published=Subquery(published.order_by("-number").values("number")[:1]),
            published_on=Subquery(published.order_by("-number").values("published_at")[:1]),
            drafts=Count("versions", filter=Q(versions__published_at=None), distinct=True),
            changed_at=Max("versions__made_at"),
        )
        .order_by("retired", "agency__name", "title", "pk")
    )


def form_for(user: User, agency: str, code: str) -> Built:
    """Return a form this person may change. Raises NotFound; missing and forbidden look alike."""
    policy = policy_for(user)
    found = (
        policy.rows(ServiceForm.objects.filter(agency__slug=agency, code=code), Act.CHANGE)
        .select_related("agency__government")
        .first()
    )
    newest = found.versions.first() if found else None
    if found is None or newest is None:
        raise NotFound(code)
    publishes = any(
        policy.covers(act, found.agency) for act in (Act.APPROVE_AS_HEAD, Act.APPROVE_AS_ORGANISER)
    )
    newest.form = found
    return Built(found, newest, publishes)


def versions_of(form: ServiceForm) -> list[FormVersion]:
    return list(form.versions.all())


def version_of(form: ServiceForm, number: int) -> FormVersion:
    """Return one version of a form. Raises NotFound."""
    found = form.versions.filter(number=number).first()
    if found is None:
        raise NotFound(str(number))
    found.form = form
    return found


def services_for_form(form: ServiceForm) -> QuerySet[Service]:
    """Return the services that may offer a form: of its agency, of those below, and borrowers."""
    own = Q(agency__path__startswith=form.agency.path)
    borrowed = Q(pk__in=form.uses.values("service"))
    return Service.objects.filter(own | borrowed).select_related("agency").order_by("name", "pk")


def lendable_forms(user: User) -> QuerySet[ServiceForm]:
    """Return the published forms of agencies where this person may not change them anyway."""
    published = FormVersion.objects.filter(published_at__isnull=False).values("form")
    mine = policy_for(user).rows(ServiceForm.objects.all(), Act.CHANGE).order_by().values("pk")
    others = ServiceForm.objects.filter(pk__in=published, retired=False).exclude(pk__in=mine)
    return others.select_related("agency").order_by("agency__name", "title", "pk")


def borrowing_services(user: User) -> QuerySet[Service]:
    """Return the services for which this person may borrow a form."""
    rows = policy_for(user).rows(Service.objects.all(), Act.CHANGE)
    return rows.select_related("agency").order_by("name", "pk")


def borrowed(user: User) -> list[FormUse]:
    """Return the forms of others that services of this person's agencies offer."""
    policy = policy_for(user)
    uses = policy.rows(FormUse.objects.all(), Act.CHANGE, through=("service__agency",))
    mine = policy.rows(ServiceForm.objects.all(), Act.CHANGE).order_by().values("pk")
    found = uses.exclude(form__in=mine).select_related("form__agency", "service__agency")
    return list(found.order_by("form__title", "pk"))


def borrowed_use(user: User, key: int) -> FormUse:
    """Return one of them. Raises NotFound."""
    for use in borrowed(user):
        if use.pk == key:
            return use
    raise NotFound(str(key))


def uses_of(form: ServiceForm) -> list[FormUse]:
    return list(form.uses.select_related("service__agency"))


def free_code(agency: Agency, wanted: str) -> str:
    """Return this short address, or the next free one with a number behind it."""
    taken = set(
        ServiceForm.objects.filter(agency=agency, code__startswith=wanted).values_list(
            "code", flat=True
        )
    )
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
