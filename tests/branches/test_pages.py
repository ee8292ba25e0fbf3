from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.branches import services
from associations.branches.models import Branch, Office
from stc.accounts.groups import EXAM_OFFICERS, PLATFORM_ADMINS
from tests.accounts.factories import PersonFactory, officer
from tests.branches.factories import AssociationFactory, below, city, holding, province

pytestmark = pytest.mark.django_db
CHAIR, ADMIN = Office.Role.CHAIR, Office.Role.ADMIN
SECRETARY, TREASURER = Office.Role.SECRETARY, Office.Role.TREASURER
MINE = "/cabang/"


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


def at(name: str, pk: int) -> str:
    return reverse(f"branches:{name}", args=[pk])


def office(person) -> dict[str, str]:
    return {"person": person.email, "role": "admin", "starts_on": f"{timezone.localdate()}"}


def seen(client) -> set[str]:
    return {branch.name for branch in client.get(MINE).context["page"]}


def test_everyone_reads_the_tree_and_the_boards_but_not_who_administers(
    client, tree, django_assert_max_num_queries
):
    holding(tree.root, full_name="Ketua Umum")
    holding(tree.west, full_name="Ketua Barat")
    holding(tree.first, ADMIN, full_name="Staf Kantor")
    for number in range(20):
        below(tree.east, city(f"82.{number + 10}"))

    with django_assert_max_num_queries(3):
        page = client.get("/asosiasi/")

    (root,) = page.context["roots"]
    assert [b.pk for b in root.below] == [tree.west.pk, tree.east.pk]
    assert (len(root.below[0].below), len(root.below[1].below)) == (2, 21)
    said = page.content.decode()
    assert "Ketua Umum" in said
    assert "Ketua Barat" in said
    assert "Staf Kantor" not in said


def test_a_branch_has_an_open_page_with_its_board_of_today(client, tree):
    yesterday = timezone.localdate() - timedelta(days=1)
    holding(tree.first, TREASURER, full_name="Bendahara Kini")
    holding(tree.first, CHAIR, full_name="Ketua Kini")
    holding(tree.first, CHAIR, full_name="Ketua Dulu", ends_on=yesterday)
    holding(tree.first, ADMIN, full_name="Staf Kantor")

    page = client.get(tree.first.get_absolute_url())

    assert [o.person.full_name for o in page.context["board"]] == ["Ketua Kini", "Bendahara Kini"]
    assert "Staf Kantor" not in page.content.decode()


def test_who_was_forgotten_stands_on_no_open_page(client, tree):
    gone = holding(tree.first, full_name="Sudah Pergi")
    gone.forget()
    gone.save()

    assert list(client.get(tree.first.get_absolute_url()).context["board"]) == []


def test_a_closed_branch_has_no_open_page(client, tree):
    address = tree.first.get_absolute_url()
    services.close_branch(branch_id=tree.first.pk, by=None, why="Digabung")

    assert client.get(address).status_code == 404
    assert client.get("/asosiasi/tidak-ada/pengurus-pusat/").status_code == 404


def test_without_associations_the_tree_says_so(client, db):
    assert "Belum ada asosiasi" in client.get("/asosiasi/").content.decode()


@pytest.mark.parametrize("make", [PersonFactory, lambda: officer(EXAM_OFFICERS)])
def test_a_stranger_is_refused_at_every_door(client, tree, make):
    held = Office.objects.get(person=holding(tree.first))
    client.force_login(make())

    assert client.get(MINE).status_code == 403
    assert client.get("/cabang/buka/").status_code == 403
    for name in ("branch", "open_below", "close", "appoint"):
        assert client.get(at(name, tree.first.pk)).status_code == 404
    assert client.post(at("appoint", tree.first.pk), office(PersonFactory())).status_code == 404
    assert client.post(at("end_office", held.pk), {"on": "2026-01-01"}).status_code == 404
    assert Office.objects.count() == 1


def test_a_holder_sees_own_and_below_and_no_sibling_and_no_parent(client, tree):
    client.force_login(holding(tree.west))

    assert seen(client) == {tree.west.name, tree.first.name, tree.second.name}
    for other in (tree.root, tree.east, tree.far):
        for name in ("branch", "open_below", "close", "appoint"):
            assert client.get(at(name, other.pk)).status_code == 404
        for name in ("open_below", "close", "appoint"):
            assert client.post(at(name, other.pk), {}).status_code == 404
        theirs = Office.objects.get(person=holding(other))
        assert client.post(at("end_office", theirs.pk), {"on": "2026-01-01"}).status_code == 404


@pytest.mark.parametrize("other", ["second", "far", "west", "east", "root"])
def test_who_leads_a_city_sees_and_does_nothing_in_any_other_branch(client, tree, other):
    client.force_login(holding(tree.first))
    theirs = Office.objects.get(person=holding(getattr(tree, other)))
    branch, ani = theirs.branch, PersonFactory()

    answers = [
        client.get(at("branch", branch.pk)),
        client.post(at("appoint", branch.pk), office(ani)),
        client.post(at("open_below", branch.pk), {"region": city("81.09").pk, "name": "Baru"}),
        client.post(at("close", branch.pk), {"why": "Digabung"}),
        client.post(at("end_office", theirs.pk), {"on": f"{timezone.localdate()}"}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert seen(client) == {tree.first.name}
    assert Office.objects.current().count() == 2
    assert Branch.objects.still_open().count() == 6


def test_who_leads_a_city_appoints_there(client, tree):
    client.force_login(holding(tree.first))
    ani = PersonFactory()

    assert client.post(at("appoint", tree.first.pk), office(ani)).status_code == 302
    assert ani.offices.get().branch == tree.first


def test_a_holder_without_a_lead_sees_and_does_nothing(client, tree):
    client.force_login(holding(tree.west, SECRETARY))
    theirs = Office.objects.get(person=holding(tree.first))

    page = client.get(at("branch", tree.first.pk))

    assert page.status_code == 200
    assert page.context["may"] == {"appoint": False, "open_below": False, "close": False}
    for name in ("open_below", "close", "appoint"):
        assert client.post(at(name, tree.first.pk), {}).status_code == 403
    assert client.post(at("end_office", theirs.pk), {"on": "2026-01-01"}).status_code == 403


def test_a_lead_in_one_branch_gives_none_in_another_where_the_office_is_lesser(client, tree):
    ani = holding(tree.first)
    tree.east.offices.create(person=ani, role=SECRETARY, starts_on=timezone.localdate())
    theirs = Office.objects.get(person=holding(tree.far))
    client.force_login(ani)

    page = client.get(at("branch", tree.far.pk))
    ended = client.post(at("end_office", theirs.pk), {"on": f"{timezone.localdate()}"})
    appointed = client.post(at("appoint", tree.far.pk), office(PersonFactory()))

    assert [one.may_end for one in page.context["offices"]] == [False]
    assert ended.status_code == appointed.status_code == 403
    assert tree.far.offices.get().ends_on is None


@pytest.mark.parametrize("role", [CHAIR, ADMIN])
def test_a_lead_appoints_and_ends_in_the_own_branch_and_below(client, tree, role):
    client.force_login(holding(tree.west, role))
    ani, budi = PersonFactory(), PersonFactory()

    assert client.post(at("appoint", tree.west.pk), office(ani)).status_code == 302
    assert client.post(at("appoint", tree.first.pk), office(budi)).status_code == 302
    today = {"on": f"{timezone.localdate()}"}
    ended = client.post(at("end_office", budi.offices.get().pk), today)

    assert ended.status_code == 302
    assert ani.offices.get().branch == tree.west
    assert budi.offices.get().ends_on == timezone.localdate()


def test_nobody_appoints_or_ends_themselves(client, tree):
    ani = holding(tree.west)
    client.force_login(ani)

    appointed = client.post(at("appoint", tree.first.pk), office(ani))
    ended = client.post(at("end_office", ani.offices.get().pk), {"on": f"{timezone.localdate()}"})

    assert appointed.status_code == 422
    assert "diri sendiri" in appointed.content.decode()
    assert ended.status_code == 403


def test_a_lead_opens_below_and_closes_below_but_not_the_own(client, tree):
    client.force_login(holding(tree.west))
    new = city("81.09")

    opened = client.post(at("open_below", tree.west.pk), {"region": new.pk, "name": "DPC Baru"})
    closed = client.post(at("close", tree.first.pk), {"why": "Digabung"})

    assert opened.status_code == closed.status_code == 302
    assert Branch.objects.get(region=new).parent == tree.west
    assert Branch.objects.get(pk=tree.first.pk).closed_on == timezone.localdate()
    assert client.post(at("close", tree.west.pk), {"why": "Bubar"}).status_code == 403
    assert client.get(at("appoint", tree.first.pk)).status_code == 403


def test_only_free_regions_of_the_own_province_are_offered(client, tree):
    client.force_login(holding(tree.west))
    city("81.09")
    city("82.09")

    form = client.get(at("open_below", tree.west.pk)).context["form"]
    taken = client.post(
        at("open_below", tree.west.pk), {"region": tree.first.region_id, "name": "Tandingan"}
    )

    assert [region.code for region in form.fields["region"].queryset] == ["81.09"]
    assert taken.status_code == 422
    assert "Tandingan" in taken.content.decode()


def test_a_city_opens_nothing_below(client, tree):
    client.force_login(holding(tree.first))

    assert client.get(at("open_below", tree.first.pk)).status_code == 403
    assert client.get(at("branch", tree.first.pk)).context["above"] is False


def test_a_platform_admin_opens_the_root_and_appoints_its_chair(client, db):
    client.force_login(officer(PLATFORM_ADMINS))
    association, ani = AssociationFactory(), PersonFactory()

    told = {"association": association.pk, "name": "DPP"}
    assert client.post("/cabang/buka/", told).status_code == 302
    root = Branch.objects.get()
    chair = office(ani) | {"role": "chair"}
    assert client.post(at("appoint", root.pk), chair).status_code == 302
    client.force_login(ani)

    assert seen(client) == {"DPP"}
    assert client.get("/cabang/buka/").status_code == 403


def test_a_platform_admin_without_associations_is_told_what_to_do(client, db):
    client.force_login(officer(PLATFORM_ADMINS))

    assert "penyunting" in client.get(MINE).content.decode()
    assert client.get("/cabang/buka/").context["nothing_left"] is True


def test_rights_end_with_the_office(client, tree):
    ani = holding(tree.west)
    client.force_login(ani)
    assert client.get(MINE).status_code == 200

    ani.offices.update(ends_on=timezone.localdate() - timedelta(days=1))

    assert client.get(MINE).status_code == 403
    assert client.get(at("branch", tree.west.pk)).status_code == 404


def test_what_is_refused_is_said_and_nothing_typed_is_lost(client, tree):
    client.force_login(holding(tree.west))

    nobody = client.post(
        at("appoint", tree.first.pk), office(PersonFactory()) | {"person": "tak@ada.id"}
    )
    silent = client.post(at("close", tree.first.pk), {"why": " "})

    assert nobody.status_code == silent.status_code == 422
    assert "tak@ada.id" in nobody.content.decode()


def test_branches_are_found_by_name(client, tree):
    client.force_login(holding(tree.west))

    found = client.get(MINE, {"cari": "81.02"}).context["page"]
    none = client.get(MINE, {"cari": "82.01"})

    assert [b.pk for b in found] == [tree.second.pk]
    assert "Tidak ada cabang dengan nama itu" in none.content.decode()


@pytest.fixture
def large(tree):
    """A tree of 36 branches, one with ten admins; ``chair`` is the national one."""
    for number in range(30):
        holding(below(tree.root, province(str(10 + number))))
    for _ in range(10):
        holding(tree.first, ADMIN)
    tree.chair = holding(tree.root)
    return tree


def test_a_large_tree_is_shown_whole(client, large):
    client.force_login(large.chair)

    assert len(client.get(MINE).context["page"].object_list) == 36
    assert len(client.get(at("branch", large.first.pk)).context["offices"]) == 10


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("mine", None),
        ("branch", "root"),
        ("branch", "first"),
        ("open_below", "root"),
        ("close", "first"),
        ("appoint", "first"),
        ("end_office", "office"),
        ("public_tree", None),
        ("public_branch", "root"),
    ],
)
def test_no_page_of_a_large_tree_asks_more_than_eight_queries(
    client, large, django_assert_max_num_queries, name, where
):
    client.force_login(large.chair)
    if name == "public_branch":
        address = large.root.get_absolute_url()
    elif name == "end_office":
        address = at(name, large.first.offices.first().pk)
    else:
        address = at(name, getattr(large, where).pk) if where else reverse(f"branches:{name}")
    client.get(address)  # what a process loads once is loaded

    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200


def test_the_page_of_a_new_root_asks_eight_queries_at_most(
    client, db, django_assert_max_num_queries
):
    AssociationFactory()
    client.force_login(officer(PLATFORM_ADMINS))
    client.get("/cabang/buka/")

    with django_assert_max_num_queries(8):
        assert client.get("/cabang/buka/").status_code == 200
