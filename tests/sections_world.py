"""Records for the tests that loop over the sections: one of each, with something at every link."""

import re
from collections.abc import Callable

from tests import factories


def make(slug: str, **values):
    """A public record of the section with rows and links, on regions of its own."""
    return MAKERS[slug](**values)


def name_of(record) -> str:
    return next(getattr(record, name) for name in ("title", "name") if getattr(record, name, ""))


def _linked() -> dict:
    return {
        "sectors": [factories.SectorFactory()],
        "initiatives": [factories.InitiativeFactory()],
        "partnerships": [factories.PartnershipFactory()],
    }


def _cited(record):
    factories.CitationFactory(record=record)
    return record


def _initiative(**values):
    record = factories.InitiativeFactory(sectors=[factories.SectorFactory()], **values)
    factories.MembershipFactory(
        initiative=record, organisation=factories.PrefectureGovernmentFactory()
    )
    return _cited(record)


def _partnership(**values):
    return _cited(
        factories.PartnershipFactory(
            india=factories.StateGovernmentFactory(),
            japan=factories.PrefectureGovernmentFactory(),
            sectors=[factories.SectorFactory()],
            **values,
        )
    )


def _agreement(**values):
    values.setdefault("partnership", factories.PartnershipFactory())
    record = factories.AgreementFactory(sectors=[factories.SectorFactory()], **values)
    for government in (factories.StateGovernmentFactory, factories.PrefectureGovernmentFactory):
        factories.SignatureFactory(agreement=record, organisation=government())
    return _cited(record)


def _delegation(**values):
    record = factories.DelegationFactory(
        lead=factories.PrefectureGovernmentFactory(),
        host=factories.StateGovernmentFactory(),
        **{**_linked(), **values},
    )
    factories.StopFactory(delegation=record, region=factories.RegionFactory())
    factories.AttendanceFactory(delegation=record, person=factories.PersonFactory())
    return _cited(record)


def _event(**values):
    record = factories.EventFactory(
        lead=factories.StateGovernmentFactory(), **{**_linked(), **values}
    )
    factories.EventAttendanceFactory(event=record, person=factories.PersonFactory())
    return _cited(record)


def _programme(**values):
    record = factories.ExchangeProgrammeFactory(**{**_linked(), **values})
    factories.ProgrammePartyFactory(
        programme=record, organisation=factories.StateGovernmentFactory()
    )
    factories.CohortFactory(programme=record)
    return _cited(record)


def _pledge(**values):
    hidden = values.get("for_office", False)
    values.setdefault("delegation", factories.DelegationFactory(for_office=hidden))
    record = factories.PledgeFactory(
        made_by=factories.PrefectureGovernmentFactory(),
        made_to=factories.StateGovernmentFactory(),
        responsible_office=factories.OfficeFactory(),
        due="2027-03",
        **values,
    )
    factories.PledgeReviewFactory(pledge=record)
    factories.PledgeDueChangeFactory(pledge=record)
    return _cited(record)


def _target(**values):
    values.setdefault("initiative", factories.InitiativeFactory())
    values.setdefault("partnership", factories.PartnershipFactory())
    values.setdefault("region", factories.RegionFactory())
    return _cited(factories.TargetFactory(sectors=[factories.SectorFactory()], **values))


def _organisation(**values):
    hidden = values.get("for_office", False)
    values.setdefault("parent", factories.OrganisationFactory(for_office=hidden))
    return _cited(factories.OrganisationFactory(region=factories.RegionFactory(), **values))


def _person(**values):
    record = factories.PersonFactory(**values)
    post = factories.PostFactory(organisation=factories.StateGovernmentFactory())
    factories.HoldingFactory(person=record, post=post)
    return _cited(record)


def _source(**values):
    record = factories.SourceFactory(**values)
    factories.CitationFactory(source=record, record=factories.DelegationFactory())
    return record


MAKERS: dict[str, Callable] = {
    "states": factories.StateFactory,
    "prefectures": factories.PrefectureFactory,
    "initiatives": _initiative,
    "partnerships": _partnership,
    "agreements": _agreement,
    "delegations": _delegation,
    "events": _event,
    "programmes": _programme,
    "pledges": _pledge,
    "targets": _target,
    "organisations": _organisation,
    "people": _person,
    "sources": _source,
}


def site_map(client) -> str:
    """All files that the site map names, in one text."""
    index = client.get("/sitemap.xml").content.decode()
    files = re.findall(r"<loc>http://testserver([^<]+)</loc>", index)
    return "".join(client.get(file.replace("&amp;", "&")).content.decode() for file in files)
