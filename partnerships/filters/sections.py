"""The filters of each section. The first five stand in a row, the others behind "More filters"."""

from django.utils.translation import gettext_lazy as _

from partnerships.choices import (
    AgreementKind,
    AgreementStage,
    Country,
    DelegationStatus,
    Direction,
    EventKind,
    EventStage,
    Hedge,
    InitiativeKind,
    Language,
    OrganisationKind,
    PartnershipKind,
    ProgrammeDirection,
    ProgrammeKind,
    ProgrammeStage,
    RegionKind,
    SourceLevel,
    Standing,
)
from partnerships.countries import country_name
from partnerships.filters.base import (
    StateFilter,
    ValueFilter,
    changed,
    filters,
    initiative,
    match,
    organisation,
    partnership,
    period,
    regions,
    sector,
    started,
    words,
    year,
)
from partnerships.filters.endings import ending
from partnerships.filters.lights import light
from partnerships.filters.quality import quality
from partnerships.models import (
    Agreement,
    Delegation,
    Event,
    ExchangeProgramme,
    Initiative,
    Organisation,
    Partnership,
    Person,
    Source,
    Target,
)


class CountryFilter(ValueFilter):
    """Records of one of the countries that occur."""

    def __init__(self, label):
        super().__init__(label, "country", ())

    def choices_for(self, filterset):
        visible = filterset.queryset.model.objects.visible_to(filterset.request.user)
        codes = visible.exclude(country="").order_by("country").values_list("country", flat=True)
        return [(code, country_name(code)) for code in codes.distinct()]


def _value(name: str, label, choices) -> dict:
    return {name: ValueFilter(label, name, choices)}


def _shared_end(model) -> dict:
    return {**quality(model), **changed(), **match()}


DelegationFilters = filters(
    "DelegationFilters",
    {
        **words(),
        **regions(),
        "status": StateFilter(_("Status"), "status", DelegationStatus.choices),
        **year(),
        **_value("direction", _("Direction"), Direction.choices),
        **started(),
        **period(),
        **sector(),
        **initiative(),
        **partnership(),
        **organisation(),
        **_shared_end(Delegation),
    },
)

EventFilters = filters(
    "EventFilters",
    {
        **words(),
        **regions(),
        **_value("kind", _("Kind"), EventKind.choices),
        **year(),
        "stage": StateFilter(_("Stage"), "stage", EventStage.choices),
        **period(),
        **sector(),
        **initiative(),
        **partnership(),
        **organisation(),
        **_shared_end(Event),
    },
)

PartnershipFilters = filters(
    "PartnershipFilters",
    {
        **words(),
        **regions(),
        **light(),
        **_value("standing", _("Standing"), Standing.choices),
        **sector(),
        **_value("kind", _("Kind"), PartnershipKind.choices),
        **year(),
        **period(),
        **initiative(),
        **organisation(),
        **_shared_end(Partnership),
    },
)

AgreementFilters = filters(
    "AgreementFilters",
    {
        **words(),
        **regions(),
        **_value("stage", _("Stage"), AgreementStage.choices),
        **ending(),
        **year(),
        **_value("kind", _("Kind"), AgreementKind.choices),
        **period(),
        **sector(),
        **initiative(),
        **partnership("partnership"),
        **organisation(),
        **_shared_end(Agreement),
    },
)

ProgrammeFilters = filters(
    "ProgrammeFilters",
    {
        **words(),
        **regions(),
        **_value("kind", _("Kind"), ProgrammeKind.choices),
        **_value("direction", _("Direction"), ProgrammeDirection.choices),
        **_value("stage", _("Stage"), ProgrammeStage.choices),
        **year(),
        **period(),
        **sector(),
        **initiative(),
        **partnership(),
        **organisation(),
        **_shared_end(ExchangeProgramme),
    },
)

InitiativeFilters = filters(
    "InitiativeFilters",
    {
        **words(),
        **regions(),
        **_value("kind", _("Kind"), InitiativeKind.choices),
        **sector(),
        **year(),
        **period(),
        **organisation(),
        **_shared_end(Initiative),
    },
)

TargetFilters = filters(
    "TargetFilters",
    {
        **words(),
        **regions(),
        **initiative("initiative"),
        **year(),
        **_value("hedge", _("How firm"), Hedge.choices),
        **period(),
        **sector(),
        **partnership("partnership"),
        **_shared_end(Target),
    },
)

OrganisationFilters = filters(
    "OrganisationFilters",
    {
        **words(),
        **regions(),
        **_value("kind", _("Kind"), OrganisationKind.choices),
        "side": ValueFilter(_("Side"), "country", Country.choices),
        "country": CountryFilter(_("Country")),
        **_shared_end(Organisation),
    },
)

PersonFilters = filters(
    "PersonFilters", {**words(), **regions(), **organisation(), **_shared_end(Person)}
)

SourceFilters = filters(
    "SourceFilters",
    {
        **words(),
        **_value("level", _("Level"), SourceLevel.choices),
        **_value("source_language", _("Language"), Language.choices),
        **year(),
        **period(),
        **_shared_end(Source),
    },
)

StateFilters = filters(
    "StateFilters",
    {
        **words(),
        **_value(
            "kind",
            _("Kind"),
            [(kind.value, kind.label) for kind in (RegionKind.STATE, RegionKind.UNION_TERRITORY)],
        ),
        **changed(),
    },
)

PrefectureFilters = filters("PrefectureFilters", {**words(), **changed()})
