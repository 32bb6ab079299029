from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0009_lock_pledges"), ("eforms", "0004_files_sent_afterwards")]

    operations = [
        migrations.CreateModel(
            name="FormAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agency_slug", models.SlugField(max_length=60)),
                ("service_slug", models.SlugField(max_length=80)),
                ("code", models.SlugField(max_length=60)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="addresses", to="eforms.serviceform"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to="catalogue.service"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="formaddress",
            constraint=models.UniqueConstraint(
                fields=("agency_slug", "service_slug", "code"), name="a_form_address_once"
            ),
        ),
    ]
