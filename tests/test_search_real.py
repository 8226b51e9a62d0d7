"""Search over the real records: every name of every region, and counts that the lists confirm."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.choices import AliasKind
from partnerships.models import Region, RegionAlias
from partnerships.sections.naming import RegionNames
from partnerships.text import fold
from tests.test_search import found

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("real_records", "today"),
    pytest.mark.xdist_group("real records"),
]


@pytest.mark.any_database
def test_each_name_of_each_region_is_nearest_to_it_alone():
    names = RegionNames.load()
    regions = list(Region.objects.values_list("pk", flat=True))
    for alias in RegionAlias.objects.all():
        near = [key for key in regions if names.nearness(key, fold(alias.text)) == 0]
        assert near == [alias.region_id], alias.text
        holding = Region.objects.matching(alias.text, AnonymousUser())
        assert holding.filter(pk=alias.region_id).exists(), alias.text


def test_former_names_find_their_region_first(visitor):
    former = RegionAlias.objects.filter(kind=AliasKind.FORMER_NAME).order_by("pk")
    for alias in former.select_related("region")[:8]:
        first = next(iter(found(visitor, alias.text).values()))
        assert first["hits"][0]["url"] == alias.region.get_absolute_url(), alias.text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("oita", "Oita"), ("Ōita", "Oita"), ("大分", "Oita"), ("Oita-ken", "Oita")),
        *(("orissa", "Odisha"), ("Odisha", "Odisha"), ("ओडिशा", "Odisha"), ("IN-OD", "Odisha")),
    ],
)
def test_spellings_find_their_region_first(visitor, text, name):
    first = next(iter(found(visitor, text).values()))
    assert first["hits"][0]["text"] == name


@pytest.mark.parametrize("text", ["大分", "gujarat 2025"])
def test_counts_are_those_of_the_lists(visitor, text):
    sections = found(visitor, text)
    assert sections
    for group in sections.values():
        listed = visitor.get(group["url"]).context["table"].paginator.count
        assert group["count"] == ("1 result" if listed == 1 else f"{listed} results")
