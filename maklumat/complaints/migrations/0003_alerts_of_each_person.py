import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing has written an alert before this version: the table is made anew."""

    dependencies = [
        ("complaints", "0002_files_of_unsent_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="Alert"),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rung", models.CharField(max_length=12)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("clock", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="alerts", to="complaints.caseclock")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "alert",
                "verbose_name_plural": "alerts",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["day", "user"], name="complaints_alerts_of_a_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("clock", "rung", "user"), name="complaints_one_alert_a_rung")
                ],
            },
        ),
    ]
