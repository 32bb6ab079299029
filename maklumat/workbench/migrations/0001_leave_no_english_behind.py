"""Take away what Wagtail's own migrations leave: groups, a workflow and a page in English.

Roles decide here, not groups; standards are approved on workflows of our own.
"""

from django.db import migrations

GROUPS = ("Moderators", "Editors")
WORKFLOW, TASK = "Moderators approval", "Moderators approval"


def clear(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS, user=None).delete()
    states = apps.get_model("wagtailcore", "WorkflowState")
    if not states.objects.filter(workflow__name=WORKFLOW).exists():
        apps.get_model("wagtailcore", "WorkflowPage").objects.filter(
            workflow__name=WORKFLOW
        ).delete()
        apps.get_model("wagtailcore", "WorkflowTask").objects.filter(
            workflow__name=WORKFLOW
        ).delete()
        apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
        apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=TASK).delete()
    rename(apps, "Welcome to your new Wagtail site!", "Beranda")
    rename(apps, "Root", "Akar")
    apps.get_model("wagtailcore", "Collection").objects.filter(name="Root", depth=1).update(
        name="Akar"
    )


def rename(apps, title, words):
    pages = apps.get_model("wagtailcore", "Page").objects.filter(title=title)
    pages.update(title=words, draft_title=words)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]
