"""The audit chain with the triggers that keep it, the outbox, the counters and the worker's state."""

import uuid
from django.db import migrations, models


SQLITE = {
    "core_auditrow_no_update": """
        CREATE TRIGGER core_auditrow_no_update BEFORE UPDATE ON core_auditrow
        BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END""",
    "core_auditrow_no_delete": """
        CREATE TRIGGER core_auditrow_no_delete BEFORE DELETE ON core_auditrow
        BEGIN SELECT RAISE(ABORT, 'audit rows cannot be deleted'); END""",
    "core_audithead_one_step": """
        CREATE TRIGGER core_audithead_one_step BEFORE UPDATE ON core_audithead
        WHEN NEW.count <> OLD.count + 1
        BEGIN SELECT RAISE(ABORT, 'the audit chain only grows, row by row'); END""",
    "core_audithead_no_delete": """
        CREATE TRIGGER core_audithead_no_delete BEFORE DELETE ON core_audithead
        BEGIN SELECT RAISE(ABORT, 'the audit chain cannot be deleted'); END""",
}
POSTGRESQL = [
    """CREATE FUNCTION core_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit rows cannot be changed or deleted'; END $$""",
    """CREATE TRIGGER core_auditrow_kept BEFORE UPDATE OR DELETE ON core_auditrow
       FOR EACH ROW EXECUTE FUNCTION core_audit_refuse()""",
    """CREATE TRIGGER core_audithead_one_step BEFORE UPDATE ON core_audithead
       FOR EACH ROW WHEN (NEW.count <> OLD.count + 1) EXECUTE FUNCTION core_audit_refuse()""",
    """CREATE TRIGGER core_audithead_no_delete BEFORE DELETE ON core_audithead
       FOR EACH ROW EXECUTE FUNCTION core_audit_refuse()""",
]


def add_triggers(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in SQLITE.values() if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")
    else:
        schema_editor.execute("DROP FUNCTION core_audit_refuse() CASCADE")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                ("serial", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("action", models.CharField(max_length=80)),
                ("actor", models.CharField(max_length=255)),
                ("target", models.CharField(db_index=True, max_length=255)),
                ("details", models.TextField(default="{}")),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["serial"],
            },
        ),
        migrations.CreateModel(
            name="PeriodicRun",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("failed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="WorkerBeat",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("beat_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("count", models.BigIntegerField(default=0)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="core_audithead_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("prefix", models.CharField(max_length=8)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prefix", "year"), name="core_counter_prefix_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(blank=True, max_length=200)),
                ("channel", models.CharField(max_length=20)),
                ("to", models.CharField(blank=True, max_length=320)),
                ("subject", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("about", models.CharField(max_length=255)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("lease", models.UUIDField(editable=False, null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("purged_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["next_at", "pk"],
                "indexes": [models.Index(fields=["state", "next_at"], name="core_message_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("key",),
                        name="core_message_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "sending", "sent", "stuck", "dropped"])
                        ),
                        name="core_message_state",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
