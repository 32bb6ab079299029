"""What a role may, as Django and Wagtail ask it."""

from django.contrib.auth.models import Group, Permission
from pytest_django import DjangoAssertNumQueries

from maklumat.accounts.models import User
from maklumat.agencies.permissions import ACCESS


def test_roles_answer_alone_and_no_table_is_asked(
    budi: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert budi.has_perm(ACCESS)
    with django_assert_num_queries(0):
        assert budi.has_perms([ACCESS])
        assert budi.has_module_perms("catalogue")
        assert not budi.has_perm("auth.add_group")
    assert not budi.get_all_permissions()


def test_a_group_gives_nobody_a_right(budi: User) -> None:
    group = Group.objects.create(name="Tamu")
    group.permissions.set(Permission.objects.filter(codename="add_group"))
    budi.groups.add(group)

    assert not User.objects.get(pk=budi.pk).has_perm("auth.add_group")
