"""Rows read together are those, and as they are, that Django reads one kind at a time."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.models import Delegation, Organisation, Person, Sector
from partnerships.models.together import fill_links, fill_page_links, read_together
from partnerships.sections import SECTIONS
from tests import factories, sections_world
from tests.related_world import Kin, attach

LINKED = [section for section in SECTIONS if section.model.page_links]  # a source has none
VISITOR = AnonymousUser()


def assert_alike(mine, theirs) -> None:
    """Both are one row, with the same values in hand and the same at their links."""
    assert mine == theirs
    if mine is None:
        return
    held = {name: value for name, value in vars(mine).items() if not name.startswith("_")}
    for name, value in held.items():
        assert (type(value), value) == (type(vars(theirs)[name]), vars(theirs)[name]), name
    for name, linked in mine._state.fields_cache.items():
        assert_alike(linked, theirs._state.fields_cache[name])


def at(record, name) -> list:
    found = getattr(record, name)
    return list(found.all()) if hasattr(found, "all") else [found]


@pytest.mark.django_db
@pytest.mark.parametrize("section", LINKED, ids=lambda section: section.slug)
def test_the_links_of_a_page_are_those_read_one_kind_at_a_time(section, django_assert_num_queries):
    record, kin = sections_world.make(section.slug), Kin(governments=True)
    for index in range(3):
        attach(section.slug, record, kin, index)
    found = section.model.objects.filter(pk=record.pk)
    plain = found.prefetch_visible(VISITOR, *section.model.page_links).get()
    together = found.get()

    fill_page_links(together, VISITOR)

    with django_assert_num_queries(0):
        for name in section.model.page_links:
            for mine, theirs in zip(at(together, name), at(plain, name), strict=True):
                assert_alike(mine, theirs)


@pytest.mark.django_db
def test_a_hidden_link_reads_as_absent():
    hidden = factories.DelegationFactory(for_office=True)
    part = factories.DelegationFactory(parent=hidden)
    factories.AttendanceFactory(
        delegation=part, person=factories.PersonFactory(for_office=True), name="Nobody Real"
    )

    fill_links(VISITOR, ([part], "parent"), ([part], "attendances"))

    assert part.parent is None
    assert list(part.attendances.all()) == []


@pytest.mark.django_db
def test_links_of_records_of_several_kinds_are_read_in_one_query(django_assert_num_queries):
    delegations = [factories.DelegationFactory() for _one in range(2)]
    for delegation in delegations:
        factories.AttendanceFactory(delegation=delegation, name="Nobody Real")
    signature = factories.SignatureFactory()
    agreement = signature.agreement

    with django_assert_num_queries(1):
        fill_links(
            VISITOR, (delegations, "attendances"), ([agreement], "signatures"), ([], "stops")
        )
        names = [row.name for one in delegations for row in one.attendances.all()]
        signed = list(agreement.signatures.all())

    assert (names, signed) == (["Nobody Real"] * 2, [signature])


@pytest.mark.django_db
def test_kinds_of_which_nothing_is_there_are_empty():
    sector = factories.SectorFactory()

    assert read_together(Person.objects.all(), Sector.objects.all(), Delegation.objects.none()) == [
        [],
        [sector],
        [],
    ]


@pytest.mark.parametrize("kind", [Organisation.objects.distinct(), Organisation.objects.all()[:3]])
def test_what_a_union_would_count_wrongly_is_refused(kind):
    with pytest.raises(TypeError, match="distinct or sliced"):
        read_together(kind)
