"""No query string makes a list fail: it is answered with a page that says what is wrong."""

from urllib.parse import quote

import pytest

from partnerships.choices import DelegationStatus, Direction
from partnerships.sections import SECTIONS
from tests import factories as make
from tests import sections_world

CONTROLS = ("sort", "page", "per_page", "rows", "bom", "_export", "unheard-of")
SINGLE = [
    *("[" * 300 + "]" * 300, "((((1", "{{7*7}}"),
    *("'; DROP TABLE x; --", '"', ";;;;", "%", "_", "\\"),
    *("-1", "0", "1e9", "9" * 300, "٣", "1.5", "NaN"),
    *("2025-02-30", "03/04/2025", "0000", "99999-01", "by", "unknown: words"),
    *("\u202e", "\ud7ff", "é" * 99, "\t\r\n", "😀" * 60, " ".join("abcdefghijklmnop")),
    *("__class__", "start__gt", "?", "-", "--start", ",,,", "-ref,ref"),
]
TOGETHER = [
    SINGLE,
    ["x" * 7_000 + "東" * 100],
    [f"v{number}" for number in range(1_000)],
]
#: Each value alone goes to a list with every kind of filter; all lists get them together.
RICHEST = "delegations"


def _address(slug, names, values) -> str:
    told = (f"{quote(name)}={quote(value)}" for name in names for value in values)
    return f"/{slug}/?" + "&".join(told)


def _addresses(slug, name) -> list[str]:
    groups = [*TOGETHER, *([value] for value in SINGLE)] if slug == RICHEST else TOGETHER
    return [_address(slug, [name], values) for values in groups]


def _parameters():
    for section in SECTIONS:
        for name in (*section.filters.base_filters, *CONTROLS):
            yield section.slug, name


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """One record in every section, kept for the whole module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        for section in SECTIONS:
            sections_world.make(section.slug)
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "name"), list(_parameters()))
def test_hostile_values_never_break_an_export(visitor, filled, slug, name):
    """A file asks the database what the page asks, for a quarter of the time."""
    for address in _addresses(slug, name):
        file = visitor.get(f"{address}&_export=json")

        assert file.status_code in (200, 400)
        assert file.status_code == 200 or file["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_hostile_values_are_answered_with_a_page(visitor, filled, section):
    """Each value stands in all filters at once, and then in all that orders and parts the list."""
    beside = ["q", *(name for name in CONTROLS if name != "_export")]
    turn = slice(SECTIONS.index(section), None, len(SECTIONS))
    alone = SINGLE if section.slug == RICHEST else SINGLE[turn]
    for names in (section.filters.base_filters, beside):
        for values in (SINGLE, *([value] for value in alone)):
            page = visitor.get(_address(section.slug, names, values))

            assert page.status_code == 200
            assert section.slug in page.context["clear_url"]


@pytest.mark.django_db
@pytest.mark.parametrize("value", SINGLE)
def test_a_file_of_an_unknown_form_is_refused(visitor, value):
    assert visitor.get(_address(RICHEST, ["_export"], [value])).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_a_nul_byte_is_refused_in_words(visitor, section):
    for name in (*section.filters.base_filters, *CONTROLS):
        page = visitor.get(f"/{section.slug}/?{name}=a%00b")

        assert page.status_code == 400
        assert b"NUL" in page.content


def _full(most: int) -> str:
    """A query string with `most` values in each filter of linked records, and much beside."""
    rows = [
        *(("state", make.RegionFactory().code) for _ in range(most)),
        *(("prefecture", make.PrefectureFactory().code) for _ in range(most)),
        *(("sector", make.SectorFactory().slug) for _ in range(most)),
        *(("initiative", make.InitiativeFactory().slug) for _ in range(most)),
        *(("partnership", make.PartnershipFactory().slug) for _ in range(most)),
        *(("organisation", make.OrganisationFactory().slug) for _ in range(most)),
        *(("year", str(2000 + number)) for number in range(min(most, 20))),
        *(("status", status) for status in DelegationStatus.values),
        *(("direction", direction) for direction in Direction.values),
        *(("from", "2000"), ("to", "2030"), ("q", "a b c d e f g h i j k l")),
    ]
    return "&".join(f"{name}={quote(value)}" for name, value in rows)


@pytest.mark.django_db
def test_a_list_with_all_filters_full_is_answered(visitor):
    address = f"/delegations/?{_full(most=40)}"

    assert visitor.get(address).status_code == 200
    assert visitor.get(f"{address}&_export=json").status_code == 200
    refused = visitor.get(f"{address}&match=all&_export=json")
    assert refused.status_code == 400
    assert "at most 20 values of all filters together; these are 260." in refused.content.decode()


@pytest.mark.django_db
def test_all_of_as_many_values_as_allowed_are_matched(visitor):
    address = f"/delegations/?{_full(most=2)}&match=all"
    more = "".join(f"&year={year}" for year in range(2010, 2016))

    assert visitor.get(f"{address}{more}&_export=json").status_code == 200
    assert visitor.get(f"{address}{more}&year=2020&_export=json").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["agreements", "delegations", "partnerships", "initiatives"])
def test_as_many_regions_as_allowed_are_matched(visitor, slug):
    states = "&".join(f"state={make.RegionFactory().code}" for _ in range(20))
    words = "q=a b c d e f g h i j k l"

    file = visitor.get(f"/{slug}/?{states}&{words}&match=all&_export=json")

    assert file.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["state[]", "from__lte", "q[0][1]", "sort[]", "", "é", "x" * 3_000]
)
def test_an_unknown_parameter_is_told_and_left_out(visitor, name):
    sections_world.make("delegations", title="Shown all the same")

    page = visitor.get(f"/delegations/?{quote(name)}=1")

    assert page.status_code == 200
    assert "has no filter" in page.content.decode()
    assert "Shown all the same" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/states/IN-ZZZZZZ/",
        "/states/JP-19/",
        "/delegations/DEL-2025-99999999999999999999/",
        "/delegations/DEL-2025-0001;--/",
        "/partnerships/%F0%9F%98%80/",
        "/partnerships/" + "a" * 400 + "/",
        "/sources/../",
    ],
)
def test_a_key_that_names_nothing_is_not_found(visitor, path):
    assert visitor.get(path).status_code == 404
