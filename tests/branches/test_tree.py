from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from associations.branches import services
from associations.branches.errors import (
    BranchClosed,
    HasRoot,
    NameTaken,
    NoLetters,
    NothingBelow,
    RegionTaken,
    StillBelow,
    WrongRegion,
)
from associations.branches.models import Branch, Office, Tier
from stc.accounts.groups import PLATFORM_ADMINS
from stc.audit.models import AuditEntry
from stc.notices.models import Notice
from tests.accounts.factories import PersonFactory, officer
from tests.branches.factories import AssociationFactory, below, city, holding, province

pytestmark = pytest.mark.django_db


def open_branch(parent, region, **fields):
    told = {"association": parent.association, "name": f"DPC {region}", "by": None} | fields
    return services.open_branch(parent=parent, region=region, **told)


def test_an_association_grows_from_its_root_down_and_each_step_is_in_the_trail():
    association = AssociationFactory()

    root = services.open_branch(association=association, name="DPP", by=None)
    west = open_branch(root, province("81"))
    first = open_branch(west, city("81.01"))

    assert [b.tier for b in (root, west, first)] == [Tier.NATIONAL, Tier.PROVINCE, Tier.CITY]
    assert (first.slug, first.called) == ("dpc-kota-8101", "DPC")
    assert AuditEntry.objects.filter(act="branches.open_branch").count() == 3


def test_opening_the_same_again_returns_what_stands(tree):
    first = open_branch(tree.east, city("82.02"))

    assert open_branch(tree.east, city("82.02")) == first
    root = services.open_branch(association=tree.root.association, name="Pengurus Pusat", by=None)
    assert root == tree.root


@pytest.mark.parametrize(
    ("parent", "code", "error"),
    [
        ("root", "81.03", WrongRegion),  # a city directly below the nation
        ("west", "82.02", WrongRegion),  # another province's city
        ("west", "83", WrongRegion),
        ("west", "81.01", RegionTaken),
        ("first", "81.03", NothingBelow),
    ],
)
def test_a_branch_is_refused_where_it_does_not_belong(tree, parent, code, error):
    region = city(code) if "." in code else province(code)

    with pytest.raises(error):
        open_branch(getattr(tree, parent), region)

    assert Branch.objects.count() == 6


def test_a_branch_below_a_region_needs_one(tree):
    with pytest.raises(WrongRegion):
        open_branch(tree.west, None)


def test_a_second_root_and_a_taken_name_are_refused(tree):
    with pytest.raises(HasRoot):
        services.open_branch(association=tree.root.association, name="DPP tandingan", by=None)
    with pytest.raises(NameTaken):
        open_branch(tree.west, city("81.03"), name=tree.first.slug)


def test_a_name_without_a_latin_letter_is_refused(tree):
    with pytest.raises(NoLetters):
        open_branch(tree.west, city("81.03"), name="…")


def test_a_region_that_ended_takes_no_branch(tree):
    gone = city("81.03")
    gone.valid_until = timezone.localdate()
    gone.save()

    with pytest.raises(WrongRegion):
        open_branch(tree.west, gone)


def test_closing_ends_every_office_tells_its_holder_and_frees_the_region(tree):
    ani = holding(tree.first)

    services.close_branch(branch_id=tree.first.pk, by=None, why="Digabung")
    services.close_branch(branch_id=tree.first.pk, by=None, why="Lagi")

    assert ani.offices.get().ends_on == timezone.localdate()
    assert Notice.objects.filter(person=ani, kind="branches.office_ended").count() == 1
    assert [e.why for e in AuditEntry.objects.filter(act="branches.close_branch")] == ["Digabung"]
    again = open_branch(tree.west, tree.first.region, name="DPC baru")
    assert again.region == tree.first.region


def test_a_branch_with_open_branches_below_is_not_closed(tree):
    with pytest.raises(StillBelow):
        services.close_branch(branch_id=tree.west.pk, by=None, why="Digabung")


def test_nothing_opens_below_a_closed_branch(tree):
    services.close_branch(branch_id=tree.far.pk, by=None, why="Digabung")
    services.close_branch(branch_id=tree.east.pk, by=None, why="Digabung")

    with pytest.raises(BranchClosed):
        open_branch(tree.east, city("82.02"))


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_the_database_refuses_what_is_no_tree(tree):
    other = AssociationFactory()

    refused(lambda: below(tree.root, province("83"), tier=Tier.CITY))
    refused(lambda: below(tree.first, city("81.03"), tier=Tier.CITY))
    refused(lambda: below(tree.west, city("81.03"), tier=Tier.NATIONAL))
    refused(lambda: below(tree.west, city("81.01"), slug="lain"))
    refused(lambda: below(tree.west, city("81.03"), slug=tree.first.slug))
    refused(lambda: Branch.objects.filter(pk=tree.first.pk).update(parent=tree.root))
    refused(lambda: Branch.objects.filter(pk=tree.first.pk).update(tier=Tier.PROVINCE))
    refused(lambda: Branch.objects.filter(pk=tree.first.pk).update(association=other))
    refused(lambda: Branch.objects.filter(pk=tree.first.pk).delete())
    refused(
        lambda: Branch.objects.create(
            association=tree.root.association,
            tier=Tier.NATIONAL,
            name="B",
            slug="b",
            opened_on=timezone.localdate(),
        )
    )


def test_the_database_refuses_a_parent_in_another_association(tree):
    other = services.open_branch(association=AssociationFactory(), name="DPP", by=None)

    refused(lambda: Branch.objects.filter(pk=tree.west.pk).update(parent=other))


def test_a_city_moves_to_another_province_by_one_row(tree):
    Branch.objects.filter(pk=tree.far.pk).update(parent=tree.west)

    ani = holding(tree.west)
    assert set(services.subtree(ani)) == {tree.west, tree.first, tree.second, tree.far}


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        ("root", {"root", "west", "east", "first", "second", "far"}),
        ("west", {"west", "first", "second"}),
        ("first", {"first"}),
    ],
)
def test_a_holder_sees_the_own_branch_and_those_below(tree, where, seen, django_assert_num_queries):
    ani = holding(getattr(tree, where), Office.Role.TREASURER)

    with django_assert_num_queries(2):  # the duties of the person, and the branches
        found = set(services.subtree(ani))

    assert found == {getattr(tree, name) for name in seen}


def test_a_stranger_and_a_former_holder_see_none_and_an_admin_all(tree):
    yesterday = timezone.localdate() - timedelta(days=1)

    assert not services.subtree(PersonFactory()).exists()
    assert not services.subtree(holding(tree.west, ends_on=yesterday)).exists()
    assert services.subtree(officer(PLATFORM_ADMINS)).count() == 6


def test_tiers_are_called_by_the_associations_own_words_in_both_languages(tree):
    with translation.override("en"):
        assert tree.west.called == "Provincial board (DPD)"
    with translation.override("id"):
        assert tree.west.called == "DPD"
