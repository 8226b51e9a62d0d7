"""Who sees and edits a record, by what their office is to it: the table of docs/offices.md."""

from datetime import date

import pytest

from partnerships.choices import OfficeRole, Visibility
from partnerships.sections import PRIVATE, SECTIONS
from partnerships.sections.changes import CHANGES
from tests import factories, offices_world, sections_world

pytestmark = pytest.mark.django_db
KEPT = [s.slug for s in SECTIONS if s.slug not in ("states", "prefectures")]
LEVELS = {
    "public": {"visibility": Visibility.PUBLIC},
    "ahead": {"visibility": Visibility.PUBLIC, "public_from": date(2999, 1, 1)},
    "officials": {"visibility": Visibility.OFFICIALS},
    "parties": {"visibility": Visibility.PARTIES},
    "office": {"visibility": Visibility.OFFICE},
}
ALL = set(LEVELS)
SHARED = ALL - {"office"}


def expected(record) -> tuple[dict, dict]:
    """{character: levels} of what is seen and of what is edited."""
    visitor, official, nothing = {"public"}, {"public", "officials"}, set()
    regions = offices_world.regions_of(record)
    party = SHARED if regions else official
    other = SHARED if len({region.code[:2] for region in regions}) > 1 else official
    secretariat = SHARED if offices_world.initiatives_of(record) else official
    sees = {
        **dict.fromkeys(("visitor", "disabled"), visitor),
        **dict.fromkeys(("official", "stranger"), official),
        **dict.fromkeys(("owner", "owner who reads", "filer", "administrator"), ALL),
        **dict.fromkeys(("party", "party who reads", "side"), party),
        **dict.fromkeys(("secretariat", "secretariat's officer"), secretariat),
    }
    sees["other side"] = other
    edits = dict.fromkeys(sees, nothing) | dict.fromkeys(("owner", "administrator"), ALL)
    if party is SHARED and record.parties_edit:
        edits["party"] = SHARED
    if secretariat is SHARED:
        edits["secretariat"] = SHARED
    return sees, edits


def is_among(records, record) -> bool:
    """Whether the record is one of these: asked for alone, as one of all, and below a question."""
    alone = records.filter(pk=record.pk).exists()
    keys = records.order_by().values_list("pk", flat=True)
    assert alone == (record.pk in keys)
    assert alone == type(record).objects.filter(pk__in=keys, pk=record.pk).exists()
    return alone


@pytest.mark.parametrize("slug", KEPT)
def test_each_character_sees_and_edits_what_the_table_says(slug):
    record = sections_world.make(slug)
    record.office, record.filed_by = factories.OfficeFactory(), factories.OfficeFactory()
    record.save()
    model, people = type(record), offices_world.characters(record)
    seen, edited = {name: set() for name in people}, {name: set() for name in people}

    for level, values in LEVELS.items():
        model.objects.filter(pk=record.pk).update(**{"public_from": None, **values})
        for name, user in people.items():
            if is_among(model.objects.visible_to(user), record):
                seen[name].add(level)
            if model.objects.editable_by(user).filter(pk=record.pk).exists():
                edited[name].add(level)

    assert (seen, edited) == expected(record)


def test_a_membership_given_or_ended_holds_without_signing_in_again(client):
    record = factories.DelegationFactory(for_office=True, office=factories.OfficeFactory())
    user = factories.UserFactory()
    client.force_login(user)
    address = record.get_absolute_url()

    assert client.get(address).status_code == 404
    membership = factories.OfficeMemberFactory(user=user, office=record.office)
    assert client.get(address).status_code == 200
    membership.delete()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/", "/admin/", "/calendar/", "/changes/", "/coverage/", "/data-quality/", "/search/?q=made"],
)
def test_pages_where_many_rules_meet_open_for_whoever_acts_for_much(client, address):
    """SQLite's parser bears only so many brackets within brackets."""
    client.force_login(acting_for_much())

    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "section", [*SECTIONS, *PRIVATE, CHANGES], ids=lambda section: section.slug
)
def test_lists_open_by_each_of_their_filters_for_whoever_acts_for_much(client, section):
    client.force_login(acting_for_much())
    linked = {
        "state": factories.RegionFactory().code,
        "prefecture": factories.PrefectureFactory().code,
        "organisation": factories.OrganisationFactory().slug,
        "partnership": factories.PartnershipFactory().slug,
        "initiative": factories.InitiativeFactory().slug,
        "sector": factories.SectorFactory().slug,
        "year": "2025",
        "q": "made up",
    }
    quality = getattr(section.filters.base_filters.get("quality"), "extra", {}).get("choices", ())
    chosen = [
        (name, value) for name, value in linked.items() if name in section.filters.base_filters
    ]
    for name, value in [*chosen, *(("quality", flaw) for flaw, _label in quality)]:
        page = client.get(f"/{section.slug}/", {name: value})

        assert page.context["chips"], (name, value)


def acting_for_much():
    """A member of both sides, of an office of a region and of an initiative's secretariat."""
    region, initiative = factories.PrefectureFactory(), factories.InitiativeFactory()
    user = offices_world.member(factories.OfficeFactory(side="JP"))
    for office in (
        factories.OfficeFactory(side="IN"),
        factories.OfficeFactory(regions=[region], initiatives=[initiative]),
    ):
        factories.OfficeMemberFactory(office=office, role=OfficeRole.SECRETARIAT, user=user)
    return user
