"""A public world, to which records of every level are added, level by level.

What hangs together is read from the models: each link of each model leads once from a public
record to a hidden one and once the other way round, so a new model or link joins by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote

from django.apps import apps
from django.db import models

from partnerships import models as register
from partnerships.choices import ChangeKind, OfficeRole, Visibility
from partnerships.dates import parse
from partnerships.models.attachments import attached_models
from partnerships.models.pledge_days import MADE_IN
from partnerships.models.sources import record_models
from partnerships.sections import SECTIONS
from tests import factories, sections_world
from tests.matrix.canaries import Canaries, Canary
from tests.matrix.past import Past
from tests.matrix.readers import OF_INITIATIVES, ON_HOST, PRIVATE, SEEN_FOR
from tests.offices_world import member

BY_MODEL = {
    model: getattr(factories, f"{model.__name__}Factory")
    for model in apps.get_app_config("partnerships").get_models()
}
LEVELS = {
    "office": {"visibility": Visibility.OFFICE},
    "parties": {"visibility": Visibility.PARTIES},
    "ahead": {"visibility": Visibility.PUBLIC, "public_from": date(2999, 1, 1)},
    "officials": {"visibility": Visibility.OFFICIALS},
    "public": {"visibility": Visibility.PUBLIC},
}
#: Rows about any record: notes and figures have levels of their own, citations their source's.
ABOUT = [
    model
    for model in BY_MODEL
    if {"content_type", "object_id", "visibility", "office"}
    <= {column.name for column in model._meta.fields}
    and model is not register.Change
]
#: What the house keeps for itself, shown on no page of a record, and what no office hides.
HOUSE = {
    *("User", "Office", "OfficeMember", "Invitation", "SignInTry", "Handover", "AccessEvent"),
    *("Region", "State", "Prefecture", "RegionAlias", "RegionSuccession", "Sector"),
    *("ReferenceCounter", "SeededRow", "Reminder", "FollowUpTemplate"),
    *("RecoveryCode", "OpenIdIdentity"),
}


def links_of(model) -> list[models.Field]:
    """The links of a model to records and posts."""
    kinds = {*record_models(), register.Post}
    return [column for column in model._meta.fields if column.is_relation and _to(column) in kinds]


def carries(kind) -> Callable:
    """Whether a record, or a kind of record, may have rows of this kind."""
    only = {register.Attachment: attached_models()}.get(kind, record_models())
    return lambda of: (of if isinstance(of, type) else type(of)) in only


def keeps_open(column) -> bool:
    """Whether a record stays open when it links to a hidden one; a pledge made in one does not."""
    return not (column.model is register.Pledge and column.name in MADE_IN)


def _to(column):
    return column.remote_field.model


def row_models() -> list:
    """The models of rows that belong to a record, by their links."""
    return [
        model
        for model in BY_MODEL
        if model not in {*record_models(), *ABOUT, register.Citation, register.MergedRecord}
        and model.__name__ not in HOUSE
        and links_of(model)
    ]


@dataclass
class World:
    """`hosts` are public, by model; `hidden` are the records added, as {level: {model: record}}.

    The history tells of records of `kinds`.
    """

    kinds: list = field(default_factory=record_models)

    canaries: Canaries = field(default_factory=Canaries)
    users: dict = field(default_factory=dict)
    hosts: dict = field(default_factory=dict)
    pages: list = field(default_factory=list)
    waiting: dict = field(default_factory=dict)
    hidden: dict = field(default_factory=dict)
    planted: set = field(default_factory=set)

    def __post_init__(self):
        self.prefecture, self.state = factories.PrefectureFactory(), factories.StateFactory()
        self.government = factories.PrefectureGovernmentFactory(region=self.prefecture)
        self.desk = factories.PostFactory(organisation=self.government)
        self.initiative = factories.InitiativeFactory()
        self.offices = {
            "owner": factories.OfficeFactory(),
            "party": factories.OfficeFactory(regions=[self.prefecture]),
            "stranger": factories.OfficeFactory(regions=[factories.PrefectureFactory()]),
            "secretariat": factories.OfficeFactory(initiatives=[self.initiative]),
            "side": factories.OfficeFactory(side="JP"),
        }
        self._meet_users()
        self.past = Past(self.canaries, self.users["owner"], self.kinds)
        self._make_hosts()

    def _meet_users(self):
        of, role = self.offices, OfficeRole
        self.users = {
            "visitor": None,
            "official": factories.UserFactory(),
            "stranger": member(of["stranger"]),
            "officer": member(of["party"]),
            "lead": member(of["party"], role.LEAD),
            "secretariat": member(of["secretariat"], role.SECRETARIAT),
            "side": member(of["side"]),
            "administrator": factories.UserFactory(administrator=True),
            "owner": member(of["owner"]),
        }

    def _make_hosts(self):
        """A public record of each kind; an office that sees few hidden ones may edit it."""
        for section in SECTIONS:
            if section.model not in record_models():
                continue
            record = sections_world.make(section.slug)
            type(record).objects.filter(pk=record.pk).update(office=self.offices["stranger"])
            record.refresh_from_db()
            self.hosts[type(record)] = record
        self.hosts[register.Post] = factories.PostFactory(
            organisation=self.hosts[register.Organisation]
        )
        for record in self.records_of(self.hosts):
            CONCERN[record._meta.model_name](self, record)
        for column in (c for m in record_models() for c in filter(keeps_open, links_of(m))):
            self._wait(column, BY_MODEL[column.model])
        for column in (c for m in row_models() for c in links_of(m) if c.null):
            self._wait(column, factories.OrganisationFactory)
        self.pages = [*self.records_of(self.hosts), self.government, self.initiative]
        self.pages += [register.Prefecture.objects.get(pk=self.prefecture.pk), self.state]
        for record in self.records_of(self.hosts):
            self.past.begin(record)

    def _wait(self, column, factory):
        """Make what will link to a hidden record through the column, one for each level."""
        for level in LEVELS:
            self.waiting[column.model, column.name, level] = factory()

    def records_of(self, found: dict) -> list:
        return [record for model, record in found.items() if model in record_models()]

    def concern(self, record):
        """Make the prefecture a party of the record, and the initiative what it belongs to."""
        kind = record._meta.model_name
        if kind in OF_INITIATIVES:
            record.initiatives.add(self.initiative)
        CONCERN[kind](self, record)

    def add(self, level: str) -> None:
        """Add a record of every kind at the level, and tie it to the public ones."""
        adding = _Adding(self, level)
        self.hidden[level] = adding.hidden
        stories = [self.past.until_now(record) for record in self.records_of(self.hosts)]
        adding.add()
        for story in filter(None, stories):
            story.enter(ChangeKind.CHANGED, "")

    def add_rows(self, level: str) -> None:
        """Give each public record notes, figures and the like of the level."""
        for record in self.records_of(self.hosts):
            story, through = self.past.until_now(record), {ON_HOST, record._meta.model_name}
            self.past.of_rows(story, self._add_rows(record, level), level, through)

    def close_rows(self, level: str) -> None:
        """Give each public record rows of the level that were open once."""
        for record in self.records_of(self.hosts):
            story, through = self.past.until_now(record), {ON_HOST, record._meta.model_name}
            self.past.of_closed(story, self._add_rows(record, level), through)

    def _add_rows(self, record, level) -> list:
        return list(filter(None, [self._add_row(model, record, level) for model in ABOUT]))

    def _add_row(self, model, record, level):
        """A row of the level about a public record; None where there is none."""
        values, through = LEVELS[level], {ON_HOST, record._meta.model_name}
        levels = dict(model._meta.get_field("visibility").flatchoices)
        if values["visibility"] not in levels or not carries(model)(record):
            return None
        owner = {"office": self.offices["owner"], **values}
        row = self.about(model, record, level, through, **owner)
        self.plant(row, level, through)
        if model is register.FollowUp:
            self.plant(factories.ErrorReportFactory(follow_up=row), level, through)
        return row

    def about(self, model, record, level: str, through, **values):
        """A row about a record, stated by a public source; a file has a word in it."""
        if model is register.Attachment:
            values["stored"] = self.canaries.file(level, through)
        return BY_MODEL[model](record=record, **values, **self.stated_by(model))

    def seen_as(self, address: str) -> list[str]:
        """The role in whose place a page is asked for, by its address; [] for one's own."""
        kind = unquote(address.partition("see_as=")[2].partition("&")[0])
        members = {f"office:{self.offices[name].name}": role for name, role in SEEN_FOR.items()}
        return [members.get(kind, kind)] if kind else []

    def stated_by(self, model) -> dict:
        """The public source that states a row, where one is needed."""
        sourced = any(column.name == "source" for column in model._meta.fields)
        return {"source": self.hosts[register.Source]} if sourced else {}

    def plant(self, row, level, through) -> None:
        self.planted.add((type(row), level))
        self.canaries.plant(row, level, through)


def _party(world, record):
    record.parties.get_or_create(organisation=world.government)


def _tie(world, record):
    record.parties.get_or_create(organisation=world.government, side="JP")


def _holding(world, record):
    """Hidden people hold a post that stands without them: it is seen like its organisation."""
    factories.HoldingFactory(
        person=record,
        post=world.desk if world.hidden else factories.PostFactory(organisation=world.government),
    )


CONCERN = {
    "delegation": _party,
    "event": _party,
    "exchangeprogramme": _party,
    "partnership": _tie,
    "agreement": lambda w, r: r.signatures.get_or_create(organisation=w.government),
    "initiative": lambda w, r: r.memberships.get_or_create(organisation=w.government),
    "pledge": lambda w, r: _set(r, **{"made_by" if r.made_to else "made_to": w.government}),
    "target": lambda w, r: _set(r, region=w.prefecture.pk),
    "organisation": lambda w, r: _set(r, region=w.prefecture.pk),
    "person": _holding,
    "source": lambda w, r: None,
}


def _set(record, **values):
    type(record).objects.filter(pk=record.pk).update(**values)
    record.refresh_from_db()


class _Adding:
    """Adds one level to a world."""

    def __init__(self, world: World, level: str):
        self.world, self.level = world, level
        self.hidden: dict = {}
        #: Rows with a hidden end, each with the public record at another end.
        self.told_of: list = []
        self.through: dict = {}

    def add(self):
        for model in record_models():
            self.hidden[model] = self.record(model)
        self.hidden[register.Post] = self.row(
            register.Post, organisation=self.hidden[register.Organisation]
        )
        for model in record_models():
            self.links(model)
            self.lists(model)
        for model in row_models():
            self.rows(model)
        self.citations()
        self.figures()
        self.house()
        for record in self.world.records_of(self.hidden):
            self.world.past.of_record(record, self.level, {record._meta.model_name})

    def record(self, model, **values):
        office = self.world.offices["owner"]
        record = BY_MODEL[model](
            **{**LEVELS[self.level], "office": office, "filed_by": office, **values}
        )
        self.world.concern(record)
        for number, column in enumerate(getattr(model, "partial_dates", ())):
            setattr(record, column.name, parse(f"2026-11-{10 + number}"))
        self.world.plant(record, self.level, {model._meta.model_name})
        return record

    def row(self, model, **links):
        row = BY_MODEL[model](**links)
        ends = {end._meta.model_name: end for end in links.values()}
        hidden = {kind for kind, end in ends.items() if self._is_hidden(end)}
        self.through[row] = {"organisation" if kind == "post" else kind for kind in hidden}
        self.world.plant(row, self.level, self.through[row])
        return row

    def _is_hidden(self, end) -> bool:
        return end in self.hidden.values()

    def links(self, model):
        """A public record that links to a hidden one, and a hidden one to a public one."""
        for column in links_of(model):
            if keeps_open(column):
                waiting = self.world.waiting[model, column.name, self.level]
                linked = {column.name: self.hidden[_to(column)]}
                model.objects.filter(pk=waiting.pk).update(**linked)
            self.record(model, **{column.name: self.world.hosts[_to(column)]})

    def lists(self, model):
        for column in model._meta.many_to_many:
            if _to(column) in self.hidden:
                getattr(self.world.hosts[model], column.name).add(self.hidden[_to(column)])
                getattr(self.hidden[model], column.name).add(self.world.hosts[_to(column)])

    def rows(self, model):
        """A row for each link that is hidden, with public ones at its other ends."""
        for hidden in links_of(model):
            ends = {
                column.name: (self.hidden if column == hidden else self.world.hosts)[_to(column)]
                for column in links_of(model)
                if column == hidden or not column.null or column.name == "person"
            }
            if hidden.null and "organisation" in ends and hidden.name != "organisation":
                ends["organisation"] = self.world.waiting[model, hidden.name, self.level]
            row = self.row(model, **ends)
            self.told_of += [(end, row) for end in ends.values() if not self._is_hidden(end)]

    def citations(self):
        """Hidden sources of public records, public sources of hidden ones and of hidden rows."""
        source = self.world.hosts[register.Source]
        for model in record_models():
            host = self.world.hosts[model]
            self.cite(host, self.hidden[register.Source], {"source"})
            self.cite(self.hidden[model], source, {model._meta.model_name})

        for host, row in self.told_of:
            names = [
                n for n in getattr(host, "row_names", ()) if getattr(host, n).model is type(row)
            ]
            for name in names:
                self.cite(host, source, self.through[row], field=name, row=row.pk)

    def cite(self, record, source, through, **values):
        row = factories.CitationFactory(record=record, source=source, **values)
        self.world.planted.add((type(row), self.level))
        for name in ("value_as_stated", "remark"):
            canary = Canary(self.level, frozenset(through), "citation", name)
            setattr(row, name, self.world.canaries.word(canary))
        row.save()

    def figures(self):
        """Public figures that a hidden source states, or of a hidden party."""
        host = self.world.hosts[register.Delegation]
        source, party = self.world.hosts[register.Source], self.hidden[register.Organisation]
        stated = factories.FigureFactory(record=host, source=self.hidden[register.Source])
        of_party = factories.FigureFactory(record=host, source=source, organisation=party)
        for row, kind in ((stated, "source"), (of_party, "organisation")):
            self.world.plant(row, self.level, {kind})
        of_each = [(m, k) for m in record_models() for k in ABOUT if carries(k)(m)]
        for model, kind in of_each:
            if self.level in ("office", "officials"):
                through = {model._meta.model_name}
                row = self.world.about(
                    kind,
                    self.hidden[model],
                    self.level,
                    through,
                    office=self.world.offices["owner"],
                    visibility=Visibility.OFFICIALS,
                )
                self.world.plant(row, self.level, through)

    def house(self):
        """What the house notes of them: files brought in, merges, reports of errors."""
        owner = self.world.users["owner"]
        made = (
            factories.ImportBatchFactory(user=owner),
            factories.MergedRecordFactory(target=self.hidden[register.Organisation]),
        )
        for row in made:
            through = {"organisation"} if isinstance(row, register.MergedRecord) else {PRIVATE}
            self.world.plant(row, self.level, through)
