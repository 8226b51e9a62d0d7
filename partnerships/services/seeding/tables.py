"""The files of the seeds, in order of loading: their columns, keys and what they fill.

`seeds/README.md` describes them for people; a test holds the two together.
"""

from partnerships.models import (
    Agreement,
    Attendance,
    Citation,
    Cohort,
    Delegation,
    DelegationParty,
    Event,
    EventAttendance,
    EventParty,
    ExchangeProgramme,
    Figure,
    Holding,
    Initiative,
    InitiativeAim,
    Membership,
    Organisation,
    Partnership,
    PartnershipParty,
    Person,
    ProgrammeParty,
    Region,
    RegionAlias,
    RegionSuccession,
    Sector,
    Signature,
    Source,
    Stop,
    Target,
)
from partnerships.services.seeding import columns as kinds
from partnerships.services.seeding.pledges import PLEDGES, STEPS
from partnerships.services.seeding.table import OWNERS, SOURCED, Table


def _field(model, name):
    return model._meta.get_field(name)


def _lines(model, *names):
    return {name: kinds.Lines(name, _field(model, name)) for name in names}


def _chosen(model):
    return {"partnerships": kinds.ChosenLinks("partnerships", _field(model, "partnerships"))}


def _headcount(name="headcount"):
    return (f"{name}_number", f"{name}_basis", f"{name}_text")


_ALIAS_TEXT = kinds.Name("text", _field(RegionAlias, "text"))
_DECLARED = ("declared_parties", "declared_parties_text")
_PERSON = ("order", "person", "name", "title", "organisation", "leads", "sources")

TABLES = (
    Table(
        "regions",
        Region,
        (
            "code",
            "kind",
            *("name_en", "name_ja", "name_hi", "capital_en", "capital_ja", "capital_hi"),
            *("tile_row", "tile_column", "valid_from", "valid_to", "source"),
        ),
        key=("code",),
        fields={"source": "source_text"},
    ),
    Table(
        "region_aliases",
        RegionAlias,
        ("region", "text", "kind", "language", "source"),
        key=("text",),
        filled=("language",),
        fields={"text": _ALIAS_TEXT, "source": "source_text"},
    ),
    Table(
        "region_successions",
        RegionSuccession,
        ("predecessor", "successor", "on", "kind", "source"),
        key=("predecessor", "successor"),
        fields={
            "on": "took_effect",
            "kind": kinds.Fixed("kind", "part separated"),
            "source": "source_text",
        },
    ),
    Table(
        "sources",
        Source,
        (
            *("slug", "title", "publisher", "url", "file_name", "published", "level"),
            *("source_language", "remark"),
        ),
        key=("slug",),
        filled=("source_language",),
    ),
    Table(
        "sectors",
        Sector,
        ("slug", "name_en", "name_ja", "name_hi", "parent", "synonyms"),
        key=("slug",),
        fields=_lines(Sector, "synonyms"),
    ),
    Table(
        "organisations",
        Organisation,
        (
            *("slug", "name", "name_ja", "name_hi", "other_names", "kind", "country", "region"),
            *("parent", "website", "remark", *SOURCED),
        ),
        key=("slug",),
        fields=_lines(Organisation, "other_names"),
    ),
    Table(
        "people",
        Person,
        ("slug", "name", "name_local", "other_names", "remark", *SOURCED),
        key=("slug",),
        fields=_lines(Person, "other_names"),
    ),
    Table(
        "holdings",
        Holding,
        ("person", "organisation", "title", "held_from", "held_until", "seen_on", "sources"),
        key=("person", "organisation", "title", "held_from", "seen_on"),
        filled=("organisation", "title"),
        fields={
            "organisation": kinds.PostOrganisation(
                "organisation", _field(_field(Holding, "post").related_model, "organisation")
            ),
            "title": kinds.PostTitle("title", _field(Holding, "post")),
        },
        relation="holdings",
        owner=("person",),
        named_by=("organisation", "title"),
    ),
    Table(
        "initiatives",
        Initiative,
        (
            *("slug", "name", "name_ja", "name_hi", "other_names", "kind", "parent"),
            *("launched", "launched_at", "hedge", "declared_size", "summary"),
            *("possibly_same_as", "possibly_same_remark", "sectors", *SOURCED),
        ),
        key=("slug",),
        filled=("hedge",),
        fields=_lines(Initiative, "other_names"),
    ),
    Table(
        "initiative_aims",
        InitiativeAim,
        ("initiative", "kind", "text", "hedge", "order", "sources"),
        key=("initiative", "order"),
        filled=("kind", "hedge", "order"),
        relation="aims",
        owner=("initiative",),
        named_by=("order",),
    ),
    Table(
        "memberships",
        Membership,
        (
            *("initiative", "organisation", "role", "is_declared_member", "standing"),
            *("joined", "left", "remark", *SOURCED),
        ),
        key=("initiative", "organisation"),
        filled=("is_declared_member", "standing"),
        relation="memberships",
        owner=("initiative",),
        named_by=("organisation",),
    ),
    Table(
        "partnerships",
        Partnership,
        (
            *("slug", "title", "kind", "kind_as_stated", "standing", "standing_from"),
            *("standing_until", "standing_remark", "begun", "origin", "summary", "checked_on"),
            *("sectors", "initiatives", *SOURCED),
        ),
        key=("slug",),
        fields={"title": kinds.PartnershipTitle("title", _field(Partnership, "title"))},
    ),
    Table(
        "partnership_parties",
        PartnershipParty,
        ("partnership", "side", "organisation", "sources"),
        key=("partnership", "organisation"),
        relation="parties",
        owner=("partnership",),
        named_by=("organisation",),
    ),
    Table(
        "delegations",
        Delegation,
        (
            *("reference", "title", "direction", "status", "start", "end", "date_remark"),
            *(*_headcount(), *_DECLARED, "purpose", "outcome", "parent", "answers"),
            *("sectors", "initiatives", "partnerships", "partnerships_chosen", *SOURCED),
        ),
        key=("reference",),
        filled=("status",),
        fields=_chosen(Delegation),
    ),
    Table(
        "delegation_parties",
        DelegationParty,
        ("delegation", "organisation", "role", *_headcount(), "remark", "sources"),
        key=("delegation", "organisation"),
        filled=("role",),
        relation="parties",
        owner=("delegation",),
        named_by=("organisation",),
    ),
    Table(
        "stops",
        Stop,
        (
            *("delegation", "order", "date", "place", "country", "region", "host"),
            *("purpose", "sources"),
        ),
        key=("delegation", "order"),
        filled=("order",),
        relation="stops",
        owner=("delegation",),
        named_by=("order",),
    ),
    Table(
        "attendances",
        Attendance,
        ("delegation", *_PERSON),
        key=("delegation", "order"),
        filled=("order",),
        relation="attendances",
        owner=("delegation",),
        named_by=("order",),
    ),
    Table(
        "events",
        Event,
        (
            *("reference", "title", "kind", "kind_as_stated", "stage", "start", "end"),
            *("date_remark", "start_time", "end_time", "time_zone", "place", "country"),
            *("region", *_headcount(), *_DECLARED, "purpose", "outcome", "sectors"),
            *("initiatives", "partnerships", "partnerships_chosen", "delegations", *SOURCED),
        ),
        key=("reference",),
        filled=("stage",),
        fields=_chosen(Event),
    ),
    Table(
        "event_parties",
        EventParty,
        ("event", "organisation", "role", *_headcount(), "remark", "sources"),
        key=("event", "organisation"),
        filled=("role",),
        relation="parties",
        owner=("event",),
        named_by=("organisation",),
    ),
    Table(
        "event_attendances",
        EventAttendance,
        ("event", *_PERSON),
        key=("event", "order"),
        filled=("order",),
        relation="attendances",
        owner=("event",),
        named_by=("order",),
    ),
    Table(
        "agreements",
        Agreement,
        (
            *("reference", "title", "title_signed_en", "title_signed_ja", "title_signed_hi"),
            *("kind", "kind_as_stated", "stage", "partnership", "signed", "place", "ends"),
            *("is_open_ended", "supersedes", "signed_by_heads", "single_topic"),
            *("assembly_approved", *_DECLARED, "summary", "sectors", "initiatives"),
            *("delegations", "events", *SOURCED),
        ),
        key=("reference",),
        filled=("stage",),
    ),
    Table(
        "signatures",
        Signature,
        (
            *("agreement", "organisation", "on_behalf_of", "person", "name", "title"),
            *("signed", "sources"),
        ),
        key=("agreement", "organisation"),
        relation="signatures",
        owner=("agreement",),
        named_by=("organisation",),
    ),
    Table(
        "programmes",
        ExchangeProgramme,
        (
            *("reference", "title", "kind", "kind_as_stated", "direction", "stage", "start"),
            *("end", "period_text", "summary", "sectors", "initiatives", "partnerships"),
            *("agreements", *SOURCED),
        ),
        key=("reference",),
        filled=("stage",),
    ),
    Table(
        "programme_parties",
        ProgrammeParty,
        ("programme", "organisation", "role", "remark", "sources"),
        key=("programme", "organisation"),
        relation="parties",
        owner=("programme",),
        named_by=("organisation",),
    ),
    Table(
        "cohorts",
        Cohort,
        (
            *("programme", "start", "end", "period_text"),
            *(*_headcount("planned"), *_headcount("actual"), "remark", "sources"),
        ),
        key=("programme", "start", "end", "period_text"),
        relation="cohorts",
        owner=("programme",),
        named_by=("period_text", "start"),
    ),
    Table(
        "targets",
        Target,
        (
            *("reference", "title", *_headcount("value"), "unit", "hedge", "start", "end"),
            *("period_text", "counting_rule", "initiative", "partnership", "region", "sectors"),
            *SOURCED,
        ),
        key=("reference",),
        filled=("hedge",),
    ),
    PLEDGES,
    STEPS,
    Table(
        "figures",
        Figure,
        (
            *(*OWNERS, "organisation", "kind", "what", *_headcount("value"), "unit"),
            *("currency", "stage", "as_of", "source", "visibility", "remark"),
        ),
        key=(*OWNERS, "organisation", "kind", "what", "stage", "as_of", "source"),
        filled=("visibility",),
        relation="figures",
        owner=OWNERS,
    ),
    Table(
        "citations",
        Citation,
        (
            *(*OWNERS, "field", "row", "source", "value_as_stated", "confidence", "remark"),
            "accepted",
        ),
        key=(*OWNERS, "field", "row", "source", "value_as_stated"),
        fields={
            "field": kinds.Fact("field", _field(Citation, "field")),
            "row": kinds.RowOf("row", _field(Citation, "row")),
            "confidence": "confidence",
        },
        relation="citations",
        owner=OWNERS,
    ),
)
CITATIONS = TABLES[-1]
BY_NAME = {table.name: table for table in TABLES}

#: Made from other files: a government for each region, a citation for each source of a row.
GOVERNMENTS = Table(
    "regions",
    Organisation,
    ("slug", "name", "name_ja", "name_hi", "kind", "country", "region"),
    key=("slug",),
)
SOURCINGS = Table(
    "sources",
    Citation,
    ("field", "row", "source", "confidence"),
    key=("field", "row", "source"),
    fields={name: CITATIONS.fields.get(name, name) for name in ("field", "row", "confidence")},
    relation="citations",
)
