import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(choices=[("waiting", "waiting for its turn"), ("running", "being made"), ("done", "ready"), ("failed", "not finished")], default="waiting", max_length=8, verbose_name="state")),
                ("run", models.UUIDField(editable=False, null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(default=list)),
                ("path", models.CharField(blank=True, max_length=200)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("agency", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency", verbose_name="agency")),
                ("owner", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="ordered by")),
            ],
            options={
                "verbose_name": "set of paper",
                "verbose_name_plural": "sets of paper",
                "ordering": ["-created_at", "-pk"],
                "constraints": [models.CheckConstraint(condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])), name="printjob_state")],
            },
        ),
    ]
