"""A catalogue as large as a province's, made from the demo's own names."""

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency, Membership
from maklumat.catalogue.models import Service
from maklumat.catalogue.tests import factories

PLACES = (
    "Baru",
    "Perpanjangan",
    "Perubahan",
    "Usaha Kecil",
    "Kecamatan",
    "Anak",
    "Lansia",
    "Daring",
)


def fill_up(total: int) -> int:
    """Add live services until there are so many; return how many there are."""
    models = list(Service.objects.filter(live=True).select_related("agency").order_by("pk"))
    for number in range(total - len(models)):
        model = models[number % len(models)]
        suffix = f"{PLACES[number // len(models) % len(PLACES)]} {number}"
        factories.service(
            f"{model.name} {suffix}", agency=model.agency, slug=f"{model.slug[:40]}-{number}"
        )
    return Service.objects.filter(live=True).count()


def organiser() -> User:
    """Return somebody of the organisation bureau, who sees every agency."""
    return Membership.objects.filter(role="organiser", agency=None)[0].user


def agencies() -> int:
    return Agency.objects.count()


def service() -> Service:
    """Return the service that the measurements complain about."""
    return Service.objects.select_related("agency").get(slug="ktp-el-ganti")
