"""The demo's association: a national body, three provinces, five cities, and who leads each."""

from datetime import date

from associations.branches import services as branches
from associations.branches.models import Association, Branch, Office
from stc.home.demo.days import DAY
from stc.home.demo.people import BRANCH_CHAIR, BRANCH_CITY, CITIES, Cast
from stc.regions.models import Region

NAME, SLUG = "Himpunan Satpam Bhinneka", "himpunan-satpam-bhinneka"
CALLED = {
    "national_id": "Dewan Pengurus Pusat (DPP)",
    "national_en": "National board (DPP)",
    "province_id": "Dewan Pengurus Daerah (DPD)",
    "province_en": "Provincial board (DPD)",
    "city_id": "Dewan Pengurus Cabang (DPC)",
    "city_en": "City board (DPC)",
}
NATION = ""  # every region's code begins with it
OPENED = (9 * 365 * DAY, 8 * 365 * DAY, 6 * 365 * DAY)  # ago: the nation, a province, a city
IN_OFFICE = 2 * 365 * DAY


def make_tree(cast: Cast) -> None:
    """The body's five cities have a branch each, and so have their provinces and the nation.

    Chair and secretary live where their branch is; one city's chair can log in.
    """
    association = Association.objects.create(name=NAME, slug=SLUG, **CALLED)
    nation, province, city = (cast.today - ago for ago in OPENED)
    tree = {NATION: _opened(association, "DPP", nation)}
    for region in Region.objects.filter(children__code__in=CITIES).distinct().order_by("code"):
        above = tree[NATION]
        tree[region.code] = _opened(association, f"DPD {region.name}", province, above, region)
    for region in Region.objects.filter(code__in=CITIES).order_by("code"):
        above = tree[region.code[:2]]
        tree[region.code] = _opened(association, f"DPC {region.name}", city, above, region)
    for code, branch in tree.items():
        _lead(cast, branch, code)


def _opened(
    association: Association,
    name: str,
    on: date,
    above: Branch | None = None,
    region: Region | None = None,
) -> Branch:
    return branches.open_branch(
        association=association, name=name, opened_on=on, parent=above, region=region, by=None
    )


def _lead(cast: Cast, branch: Branch, code: str) -> None:
    """Its chair and its secretary, since two years."""
    known = [cast.known[BRANCH_CHAIR]] if code == BRANCH_CITY else []
    chair, secretary = [*known, *cast.take(2 - len(known), living_in=code)]
    for person, role in ((chair, Office.Role.CHAIR), (secretary, Office.Role.SECRETARY)):
        branches.appoint(
            person=person, branch=branch, role=role, by=None, starts_on=cast.today - IN_OFFICE
        )
