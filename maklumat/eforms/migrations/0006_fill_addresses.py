"""Remember the addresses that forms have today, so that they lead on once they change."""

from typing import Any

from django.db import migrations

# Any: historical models and Django's own schema editor.


def fill(apps: Any, schema_editor: Any) -> None:
    uses = apps.get_model("eforms", "FormUse").objects.filter(
        form__versions__published_at__isnull=False
    )
    rows = uses.values_list(
        "service__agency__slug", "service__slug", "form__code", "form_id", "service_id"
    ).distinct()
    address = apps.get_model("eforms", "FormAddress")
    address.objects.bulk_create(
        [
            address(
                agency_slug=agency, service_slug=service, code=code, form_id=form, service_id=key
            )
            for agency, service, code, form, key in rows
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("eforms", "0005_remember_addresses")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
