"""Nobody meets what Wagtail leaves behind in English."""

import pytest
from django.contrib.auth.models import Group
from wagtail.admin.localization import get_available_admin_time_zones
from wagtail.models import Collection, Page, Task, Workflow


@pytest.mark.django_db
def test_groups_workflow_and_pages_of_wagtail_are_gone_or_renamed() -> None:
    assert not Group.objects.exists()
    assert not Workflow.objects.exists()
    assert not Task.objects.exists()
    assert set(Page.objects.values_list("title", flat=True)) == {"Akar", "Beranda"}
    assert set(Collection.objects.values_list("name", flat=True)) == {"Akar"}


def test_only_the_time_zones_of_the_country_are_offered() -> None:
    assert get_available_admin_time_zones() == ["Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar"]
