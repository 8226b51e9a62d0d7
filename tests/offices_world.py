"""Offices around one record: its owner, its parties' offices, a secretariat, strangers."""

from django.contrib.auth.models import AnonymousUser

from partnerships.choices import OfficeRole
from partnerships.models import Region
from tests import factories


def member(office, role=OfficeRole.OFFICER):
    """A user with the role in the office."""
    return factories.OfficeMemberFactory(office=office, role=role).user


def regions_of(record) -> list[Region]:
    """The regions whose offices the record is shared with."""
    kept = type(record).objects.filter(pk=record.pk).order_by()
    keys = {key for path in record.shared_with_regions for key in kept.values_list(path, flat=True)}
    return list(Region.objects.filter(pk__in=keys - {None}))


def initiatives_of(record) -> set[int]:
    kept = type(record).objects.filter(pk=record.pk).order_by()
    paths = record.shared_with_initiatives
    return {key for path in paths for key in kept.values_list(path, flat=True)} - {None}


def characters(record) -> dict:
    """Users by what they are to the record, which has an owning office and one that filed it."""
    regions, initiatives = regions_of(record), initiatives_of(record)
    party = factories.OfficeFactory(regions=regions[:1])
    side = regions[0].code[:2] if regions else ""
    other = "IN" if side == "JP" else "JP"
    secretariat = factories.OfficeFactory(initiatives=initiatives)
    stranger = factories.OfficeFactory(regions=[factories.RegionFactory()])
    return {
        "visitor": AnonymousUser(),
        "disabled": factories.UserFactory(is_active=False),
        "official": factories.UserFactory(),
        "stranger": member(stranger),
        "owner": member(record.office),
        "owner who reads": member(record.office, OfficeRole.OFFICIAL),
        "filer": member(record.filed_by),
        "party": member(party),
        "party who reads": member(party, OfficeRole.OFFICIAL),
        "side": member(factories.OfficeFactory(side=side)) if side else factories.UserFactory(),
        "other side": member(factories.OfficeFactory(side=other)),
        "secretariat": member(secretariat, OfficeRole.SECRETARIAT),
        "secretariat's officer": member(secretariat),
        "administrator": factories.UserFactory(administrator=True),
    }
