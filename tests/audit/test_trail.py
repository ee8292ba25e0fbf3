import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from stc.accounts import groups
from stc.audit import acts, services
from stc.audit.models import AuditEntry
from stc.audit.views import PAGE_SIZE
from tests.accounts.factories import PersonFactory, officer

pytestmark = pytest.mark.django_db
TRAIL, EXPORT = reverse("audit:trail"), reverse("audit:export")


@pytest.fixture
def admin(client):
    person = officer(groups.PLATFORM_ADMINS, full_name="Admin Utama")
    client.force_login(person)
    return person


def written(count: int = 1, **fields) -> list[AuditEntry]:
    told = {"actor": "accounts.user:5", "actor_label": "Budi", "act": "test.move"}
    told |= {"subject": "things.thing:1", "subject_label": "Benda"} | fields
    entries = [AuditEntry(**told) for _ in range(count)]
    return AuditEntry.objects.bulk_create(entries)


def shown(response) -> list[int]:
    return [entry.pk for entry in response.context["entries"]]


def lines(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_a_stranger_is_sent_to_the_log_in(client):
    assert client.get(TRAIL).status_code == 302
    assert client.post(EXPORT).status_code == 302


@pytest.mark.parametrize("role", [None, groups.CERTIFICATION_OFFICERS, groups.EXAM_OFFICERS])
def test_nobody_but_a_platform_admin_reads_or_exports_the_trail(client, role):
    written()
    client.force_login(officer(role) if role else PersonFactory())

    assert client.get(TRAIL).status_code == 403
    assert client.post(EXPORT).status_code == 403
    assert not AuditEntry.objects.filter(act="audit.export").exists()


def test_whoever_may_not_read_the_trail_sees_an_empty_list():
    written()

    assert not AuditEntry.objects.visible_to(PersonFactory()).exists()


def test_the_page_shows_who_what_when_and_why(client, admin):
    at = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
    written(at=at, was="aktif", became="berhenti", why="Pindah tugas")

    page = client.get(TRAIL).content.decode()

    for fact in ("24 November 2026, 14.05 WIB", "Budi", "Benda", "Pindah tugas"):
        assert fact in page
    assert "aktif menjadi berhenti" in page


def test_an_act_is_read_in_words(client, admin):
    services.record(act="audit.export", by=admin, subject=services.TRAIL)

    page = client.get(TRAIL).content.decode()

    assert acts.label("audit.export") == "Mengekspor jejak"
    assert '<th scope="row" class="is-telling">Mengekspor jejak</th>' in page


def test_an_act_that_nobody_named_is_shown_by_its_name():
    assert acts.label("test.move") == "test.move"


NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # 12.00 WIB


@pytest.mark.parametrize(
    ("asked", "fits", "not_so"),
    [
        ({"who": "bud"}, {"actor_label": "Budi"}, {"actor_label": "Sari"}),
        ({"who": "a.user:5"}, {"actor": "a.user:5"}, {"actor": "a.user:55"}),
        ({"act": "audit.export"}, {"act": "audit.export"}, {"act": "test.move"}),
        ({"subject": "kelas"}, {"subject_label": "Kelas A"}, {"subject_label": "B"}),
        ({"subject": "x.y:1"}, {"subject": "x.y:1"}, {"subject": "x.y:11"}),
        ({"text": "palsu"}, {"why": "Berkas palsu"}, {"why": "Lain"}),
        ({"text": "cabut"}, {"became": "dicabut"}, {"became": "sah"}),
        (
            {"since": "2026-11-24"},
            {"at": NOON - timedelta(hours=12)},
            {"at": NOON - timedelta(hours=12, seconds=1)},
        ),
        (
            {"until": "2026-11-24"},
            {"at": NOON + timedelta(hours=12) - timedelta(seconds=1)},
            {"at": NOON + timedelta(hours=12)},
        ),
    ],
)
def test_each_filter_keeps_what_fits(client, admin, asked, fits, not_so):
    wanted = written(**fits)
    written(**not_so)

    assert shown(client.get(TRAIL, asked)) == [entry.pk for entry in wanted]


def test_filters_narrow_each_other(client, admin):
    wanted = written(actor_label="Sari", why="palsu")
    written(actor_label="Sari", why="lain")
    written(actor_label="Budi", why="palsu")

    response = client.get(TRAIL, {"who": "sari", "text": "palsu"})

    assert shown(response) == [entry.pk for entry in wanted]


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "kemarin"},
        {"since": "2026-11-25", "until": "2026-11-24"},
        {"act": "no.such"},
        {"who": "x" * 201},
    ],
)
def test_a_bad_filter_is_said_and_kept(client, admin, asked):
    response = client.get(TRAIL, asked)

    assert response.status_code == 422
    assert next(iter(asked.values())) in response.content.decode()
    assert client.post(EXPORT, asked).status_code == 422


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "²", ""])
def test_a_mangled_page_address_shows_the_first_page(client, admin, before):
    entry = written()

    assert shown(client.get(TRAIL, {"before": before})) == [entry[0].pk]


def test_turning_pages_shows_each_entry_once_while_new_ones_come(client, admin):
    wanted = {entry.pk for entry in written(PAGE_SIZE * 2 + 5)}
    seen, following = [], None
    while True:
        response = client.get(TRAIL, {"before": following} if following else {})
        seen += shown(response)
        following = response.context["following"]
        written(3)  # somebody acts meanwhile
        if following is None:
            break

    assert sorted(seen) == sorted(wanted)


def test_an_empty_list_says_so(client, admin):
    assert "Tidak ada jejak yang cocok" in client.get(TRAIL, {"who": "entah"}).content.decode()


def test_a_page_asks_the_database_a_fixed_number_of_times(
    client, admin, django_assert_max_num_queries
):
    written(PAGE_SIZE * 2)

    with django_assert_max_num_queries(8):
        client.get(TRAIL)


def test_the_export_is_exactly_the_filtered_list(client, admin):
    written(PAGE_SIZE + 3, actor_label="Sari", why="palsu")
    written(2, actor_label="Budi")
    listed = AuditEntry.objects.filter(actor_label="Sari").order_by("-pk")

    response = client.post(EXPORT, {"who": "Sari"})
    _head, *rows = lines(response)

    assert [row[0] for row in rows] == [
        timezone.localtime(entry.at).isoformat(timespec="seconds") for entry in listed
    ]
    assert {tuple(row[1:]) for row in rows} == {
        (
            "accounts.user:5",
            "Sari",
            "test.move",
            "test.move",
            "things.thing:1",
            "Benda",
            "",
            "",
            "palsu",
        )
    }


def test_an_export_is_itself_in_the_trail_and_not_in_the_export(client, admin):
    written(2)

    rows = lines(client.post(EXPORT, {"who": "Budi"}))[1:]

    entry = AuditEntry.objects.get(act="audit.export")
    assert (entry.actor_label, entry.subject, entry.became) == ("Admin Utama", "audit.trail", "2")
    assert entry.why == "Pelaku: Budi"
    assert len(rows) == 2


def test_what_is_written_while_the_export_runs_is_not_in_it(client, admin):
    written(2)

    response = client.post(EXPORT)
    written(1)

    assert len(lines(response)) == 3


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-1+1", "@SUM(A1)"])
def test_a_formula_is_made_harmless(client, admin, text):
    written(why=text)

    assert lines(client.post(EXPORT))[1][-1] == f"'{text}"


def test_the_export_is_streamed_and_kept_nowhere(client, admin):
    response = client.post(EXPORT)

    assert response.streaming
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="jejak-')


def test_an_export_is_not_made_by_following_a_link(client, admin):
    assert client.get(EXPORT).status_code == 405


def test_the_trail_stands_in_the_menu_of_whoever_may_read_it(client, admin, rf):
    from stc.look.navigation import Menu

    def labels(person) -> list[str]:
        request = rf.get("/")
        request.user = person
        return [str(entry.label) for entry in Menu(request).officer]

    assert "Jejak" in labels(admin)
    assert "Jejak" not in labels(PersonFactory())
