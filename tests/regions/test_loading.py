from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from stc.regions import rows, services
from stc.regions.errors import BadRegionRow, NameAlreadyDated
from stc.regions.models import Region, RegionName

pytestmark = pytest.mark.django_db
HEAD = "code,name,name_en,level,parent_code,island,timezone,valid_from\n"
NAMES = "code,valid_from,name,name_en,decree\n"
PROVINCE = "11,Aceh,Aceh,province,,Sumatera,Asia/Jakarta,\n"


def snapshot():
    return list(Region.objects.values_list()), list(RegionName.objects.values_list())


def load(tmp_path, text, names=NAMES):
    regions_file, names_file = tmp_path / "regions.csv", tmp_path / "names.csv"
    regions_file.write_text(text)
    names_file.write_text(names)
    return services.load_regions(regions_file=regions_file, names_file=names_file)


def test_there_are_38_provinces_and_514_cities_and_regencies():
    services.load_regions()

    assert Counter(Region.objects.values_list("level", flat=True)) == {
        "province": 38,
        "regency": 416,
        "city": 98,
    }


def test_every_city_and_regency_lies_in_the_province_that_its_code_names():
    services.load_regions()

    below = Region.objects.exclude(level="province").values_list("code", "parent__code")
    assert [code for code, parent in below if code.split(".")[0] != parent] == []


def test_a_region_keeps_its_provinces_clock():
    services.load_regions()

    zones = Counter(Region.objects.provinces().values_list("timezone", flat=True))
    assert zones == {"Asia/Jakarta": 18, "Asia/Makassar": 12, "Asia/Jayapura": 8}
    assert {str(ZoneInfo(zone)) for zone in zones} == set(zones)
    strays = [
        r
        for r in Region.objects.select_related("parent")
        if r.parent and r.timezone != r.parent.timezone
    ]
    assert strays == []


def test_a_second_load_changes_nothing():
    services.load_regions()
    before = snapshot()

    second = services.load_regions()

    assert (second.added, second.changed) == (0, 0)
    assert snapshot() == before


def test_a_load_puts_right_what_was_changed_by_hand():
    services.load_regions()
    Region.objects.filter(code="94").update(timezone="Asia/Jakarta")

    assert services.load_regions().changed == 1
    assert Region.objects.get(code="94").timezone == "Asia/Jayapura"


def test_the_command_says_what_it_did(capsys):
    call_command("load_regions")

    assert capsys.readouterr().out == "regions: 1105 added, 0 changed\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("11,Aceh lagi,Aceh,province,,Sumatera,Asia/Jakarta,", "kodenya sudah ada"),
        ("99.01,Kabupaten X,X,regency,99,Sumatera,Asia/Jakarta,", "induknya harus provinsi"),
        ("11.01,Kabupaten X,X,district,11,Sumatera,Asia/Jakarta,", "tingkatnya tidak dikenal"),
        ("12,Sumatera Utara,North Sumatra,province,11,Sumatera,Asia/Jakarta,", "tidak punya induk"),
        ("11.01,Kabupaten X,X,regency,11,Sumatera,Asia/Banda,", "zona waktunya tidak dikenal"),
        ("11.01,,X,regency,11,Sumatera,Asia/Jakarta,", "namanya kosong"),
        ("11.01,Kabupaten X,,regency,11,Sumatera,Asia/Jakarta,", "nama Inggrisnya kosong"),
        (",Kabupaten X,X,regency,11,Sumatera,Asia/Jakarta,", "kodenya kosong"),
        ("11.01,Kabupaten X,X,regency,11,Sumatera,Asia/Jakarta,2022", "bukan TTTT-BB-HH"),
        ("11.01,Kabupaten X,X", "jumlah kolomnya salah"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_nothing_is_loaded(tmp_path, line, reason):
    with pytest.raises(BadRegionRow, match=rf"regions\.csv, baris 3: .*{reason}"):
        load(tmp_path, HEAD + PROVINCE + line + "\n")

    assert snapshot() == ([], [])


def test_a_file_with_other_columns_is_refused(tmp_path):
    with pytest.raises(BadRegionRow, match="baris 1"):
        load(tmp_path, "code,name\n11,Aceh\n")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("99,,Entah,Unknown,", "kodenya tidak dikenal"),
        ("11,2001-13-01,Aceh,Aceh,", "bukan TTTT-BB-HH"),
        ("11,,,Aceh,", "namanya kosong"),
        ("11,,Aceh,Aceh,\n11,,Atjeh,Aceh,", "sudah ada untuk wilayah ini"),
    ],
)
def test_a_bad_name_is_named_by_its_number(tmp_path, line, reason):
    with pytest.raises(BadRegionRow, match=rf"names\.csv, baris [23]: .*{reason}"):
        load(tmp_path, HEAD + PROVINCE, NAMES + line + "\n")


def test_the_tiles_are_the_provinces_each_on_its_own_square():
    services.load_regions()

    tiles = rows.tiles()

    codes = set(Region.objects.provinces().values_list("code", flat=True))
    assert {tile.code for tile in tiles} == codes
    assert len({(tile.column, tile.row) for tile in tiles}) == 38


@pytest.mark.parametrize("line", ["11,AC,0,0\n12,SU,0,0", "11,AC,nol,0"])
def test_a_bad_tile_is_refused(tmp_path, line):
    path = tmp_path / "province_tiles.csv"
    path.write_text(f"code,iso,column,row\n{line}\n")

    with pytest.raises(BadRegionRow):
        rows.tiles(path)


def test_a_region_answers_with_the_name_of_that_day():
    services.load_regions()
    west_papua = Region.objects.get(code="92")

    assert west_papua.name == "Papua Barat"
    assert west_papua.name_on(date(2007, 4, 17)).name == "Irian Jaya Barat"
    assert west_papua.name_on(date(2007, 4, 18)).name == "Papua Barat"


def test_a_name_to_come_is_borne_from_its_day_and_survives_a_load():
    services.load_regions()
    asked = {
        "code": "31",
        "name": "Daerah Khusus Jakarta",
        "name_en": "Special Region of Jakarta",
        "valid_from": date(2099, 1, 1),
        "decree": "UU 2/2024",
    }

    services.rename_region(**asked)
    services.rename_region(**asked)
    services.load_regions()

    assert Region.objects.get(code="31").name == "Daerah Khusus Ibukota Jakarta"
    assert services.settle_names(on=date(2099, 1, 1)) == 1
    assert Region.objects.get(code="31").name == "Daerah Khusus Jakarta"


def test_two_names_cannot_hold_from_one_day():
    services.load_regions()
    asked = {"code": "92", "name_en": "X", "valid_from": date(2007, 4, 18), "decree": ""}

    with pytest.raises(NameAlreadyDated):
        services.rename_region(name="Lain", **asked)


def test_the_database_refuses_two_undated_names():
    services.load_regions()
    aceh = Region.objects.get(code="11")

    with pytest.raises(IntegrityError), transaction.atomic():
        RegionName.objects.create(region=aceh, name="Atjeh", name_en="Aceh")


def test_a_region_stands_from_its_first_day_until_its_last():
    services.load_regions()
    Region.objects.filter(code="93").update(valid_until=date(2040, 1, 1))

    def standing(day):
        return Region.objects.standing_on(day).filter(code="93").exists()

    assert not standing(date(2022, 7, 24))
    assert standing(date(2022, 7, 25))
    assert standing(date(2039, 12, 31))
    assert not standing(date(2040, 1, 1))
