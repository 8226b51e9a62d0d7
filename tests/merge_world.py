"""Random relations around two records of a kind, and what must be left of them after a merge.

The relations are found in the models, so that one added later is tried too.
"""

from random import Random

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from factory import SubFactory
from hypothesis import strategies

from partnerships import models as records
from partnerships.choices import PartyRole
from partnerships.models.sources import record_models
from partnerships.services import linking
from partnerships.services.merging import MERGEABLE, relations
from partnerships.text import fold
from tests import factories

FACTORIES = {
    made._meta.model: made
    for name in factories.__all__
    if name == f"{(made := getattr(factories, name))._meta.model.__name__}Factory"
}
#: Books that tell of merges and saves; they are compared by other tests.
APART = {
    *("change", "accessevent", "importbatch", "importedrow", "mergedrecord", "referencecounter"),
    *("reminder", "seededrow", "user"),
}
#: Counted by saves, or following from other columns.
BOOKKEEPING = {"version", "updated_at", "created_at", "search_text"}
#: What rows of a kind may say beside what they point to; few values, so that rows repeat.
SAID = {
    records.DelegationParty: [{"role": PartyRole.LEAD}, {}, {"headcount_number": 5}],
    records.EventParty: [{"role": PartyRole.LEAD}, {}, {"remark": "Made up"}],
    records.ProgrammeParty: [{}],
    records.PartnershipParty: [{"side": "IN"}, {"side": "JP"}],
    records.Membership: [{}, {"role": "Host"}],
    records.Attendance: [{"name": "Nobody", "leads": True}, {"name": "Nobody"}],
    records.EventAttendance: [{"name": "Nobody"}, {"name": "Somebody"}],
    records.Stop: [{"place": "Nowhere"}, {"place": "Elsewhere"}],
    records.Post: [{"title": "President"}, {"title": "Governor"}],
    records.Holding: [{}],
    records.Signature: [{}, {"title": "President"}],
    records.Figure: [{"what": "jobs"}, {"what": "firms", "value_number": 7}],
    records.Citation: [
        {"field": "title", "value_as_stated": "Made up"},
        {"field": "title", "accepted": True},
        {"field": ""},
    ],
}

#: (which relation, to one, the other or both, which of few neighbours, which words).
Stroke = tuple[int, int, int, int]


def strokes(most: int):
    """Lists of strokes, drawn from a seed: lists of Hypothesis's own are mostly short.

    Each keeps to few relations, so that rows meet each other.
    """

    def of(seed) -> list[Stroke]:
        drawn = Random(seed)
        ways = [drawn.randrange(10_000) for _way in range(drawn.randint(1, 6))]
        return [
            (drawn.choice(ways), drawn.randrange(3), drawn.randrange(2), drawn.randrange(10_000))
            for _stroke in range(drawn.randint(3, most))
        ]

    return strategies.integers(0, 2**32).map(of)


class World:
    """Two records of a kind with neighbours, drawn stroke by stroke."""

    def __init__(self, model) -> None:
        self.model = model
        self.pair = [FACTORIES[model]() for _one in range(2)]
        self.neighbours: dict = {}
        self.ways = [*relations.foreign_keys_to(model), *relations.links_to(model)]
        self.ways += [*relations.generic_keys(), *model._meta.many_to_many, "row", "fact"]
        self.ways += [key for name in model.row_names for key in [self._key_of(name)]]
        self.by = factories.UserFactory(administrator=True)

    def _key_of(self, name):
        return self.model._meta.get_field(name).field

    def draw(self, drawing: list[Stroke]) -> None:
        for way, which, neighbour, words in drawing:
            for one in (0, 1) if which == 2 else (which,):
                try:
                    with transaction.atomic():
                        self._stroke(self.ways[way % len(self.ways)], one, neighbour, words)
                except IntegrityError:
                    continue  # a row that cannot be there twice is there once
        for model in (records.Delegation, records.Event):
            for meeting in model.objects.filter(partnerships_chosen=False):
                linking.link_meeting(meeting)

    def _stroke(self, way, which, neighbour, words) -> None:
        record = self.pair[which]
        if way == "fact":
            self._say(record, words)
        elif way == "row":
            self._cite_row(neighbour, words)
        elif isinstance(way, models.ManyToManyField):
            owner = record if way.model is self.model else self._neighbour(way.model, neighbour)
            other = self._neighbour(way.related_model, words % 2)
            getattr(owner, way.name).add(other if owner is record else record)
            if way.name == "partnerships":
                type(owner).objects.filter(pk=owner.pk).update(partnerships_chosen=True)
        elif isinstance(way, GenericForeignKey):
            self._make(way.model, {way.name: record}, neighbour, words)
        else:
            self._make(way.model, {way.name: record}, neighbour, words)

    def _make(self, model, values, neighbour, words) -> None:
        factory = FACTORIES[model]
        around = {
            name: self._neighbour(declared.get_factory()._meta.model, neighbour)
            for name, declared in factory._meta.pre_declarations.as_dict().items()
            if isinstance(declared, SubFactory) and name not in values
        }
        said = SAID.get(model, [{}])
        factory(**{**around, **values, **said[words % len(said)]})

    def _neighbour(self, model, number):
        if (model, number) not in self.neighbours:
            self.neighbours[model, number] = FACTORIES[model]()
        return self.neighbours[model, number]

    def _cite_row(self, number, words) -> None:
        """A citation of one of the rows that are there."""
        rows = [
            (record, name, row.pk)
            for model in record_models()
            for record in model.objects.order_by("pk")
            for name in model.row_names
            for row in getattr(record, name).order_by("pk")
        ]
        if rows:
            record, name, key = rows[words % len(rows)]
            source = self._neighbour(records.Source, number)
            factories.CitationFactory(record=record, field=name, row=key, source=source)

    def _say(self, record, words) -> None:
        texts = [f.name for f in self.model._meta.fields if isinstance(f, models.TextField)]
        texts = [
            name for name in texts if name not in ("title_folded", "name_folded", *BOOKKEEPING)
        ]
        value = f"Words {words % 3}"
        self.model.objects.filter(pk=record.pk).update(**{texts[words % len(texts)]: value})


def everything() -> dict:
    """{(model, key): columns} of every row of the register, and links as (model, field) pairs."""
    found: dict = {}
    for model in apps.get_app_config("partnerships").get_models():
        if model._meta.model_name in APART or model._meta.proxy:
            continue
        for row in model._base_manager.all():
            found[model, row.pk] = {
                field.attname: getattr(row, field.attname)
                for field in model._meta.concrete_fields
                if field.name not in BOOKKEEPING and not getattr(field, "generated", False)
            }
        for link in model._meta.local_many_to_many:
            own, other = link.m2m_column_name(), link.m2m_reverse_name()
            pairs = link.remote_field.through._base_manager.values_list(own, other)
            found[model, link.name] = set(pairs)
    return found


class Left:
    """Whether all that was there is there still, with the one record in the place of the other."""

    def __init__(self, before: dict, after: dict, kept, gone) -> None:
        self.before, self.after = before, after
        self.kept, self.gone = kept, gone

    def lost(self) -> list:
        """What was there and is neither there nor told by another row."""
        rows = [place for place in self.before if not isinstance(place[1], str)]
        own = (type(self.gone), self.gone.pk)
        missing = [place for place in rows if place != own and self.image(place) is None]
        return missing + self._lost_links() + self._lost_facts()

    def image(self, place):
        """Where a row is told now, None where it is not."""
        model = place[0]
        if place == (type(self.gone), self.gone.pk):
            return (type(self.kept), self.kept.pk)
        if place in self.after:
            return place if self._tells(self.before[place], model, self.after[place]) else None
        others = (other for other in self.after if other[0] is model and other not in self.before)
        rows = [o for o in self.after if o[0] is model and not isinstance(o[1], str)]
        return next(
            (o for o in (*others, *rows) if self._tells(self.before[place], model, self.after[o])),
            None,
        )

    def _tells(self, said, model, now) -> bool:
        """Whether a row says now what another said: where it led, and every word."""
        for column, value in said.items():
            field = next(f for f in model._meta.concrete_fields if f.attname == column)
            if field.primary_key or column == "order" or value in (None, "", "unknown"):
                continue
            if column.endswith("_folded") or (column == "accepted" and now[column] is False):
                continue
            if not (self._leads_on(field, said, value, now[column]) or self._own(model, said)):
                return False
        return True

    def _leads_on(self, field, said, value, now) -> bool:
        """Whether a column says now what it said; one row serves as well as its twin."""
        moved = self._moved(field, said, value)
        if field.name != "row" or moved == now:
            return moved == now
        rows = self._row_model(said)
        twins = [self.after.get((rows, key), {}) for key in (moved, now)]
        first, second = ({c: v for c, v in t.items() if c not in ("id", "order")} for t in twins)
        return bool(first) and first == second

    def _own(self, model, said) -> bool:
        """The record that stays: its facts are looked at apart, as they may be chosen."""
        return model is type(self.kept) and said["id"] == self.kept.pk

    def _row_model(self, said):
        owner = ContentType.objects.get_for_id(said["content_type_id"]).model_class()
        return owner._meta.get_field(said["field"]).related_model

    def _moved(self, field, said, value):
        if field.is_relation and field.name != "content_type":
            return self._key((field.related_model._meta.concrete_model, value))
        if field.name == "object_id":
            kind = ContentType.objects.get_for_id(said["content_type_id"]).model_class()
            return self._key((kind, value))
        if field.name == "row":
            return self._key((self._row_model(said), value))
        return value

    def _key(self, place):
        if place not in self.before:
            return place[1]  # of another app, such as a user
        image = self.image(place)
        return image and image[1]

    def _lost_links(self) -> list:
        lost = []
        for place, pairs in self.before.items():
            model, name = place
            if not isinstance(name, str):
                continue
            other = model._meta.get_field(name).related_model
            moved = {(self._key((model, a)), self._key((other, b))) for a, b in pairs}
            lost += [(place, pair) for pair in moved - self.after[place]]
        return lost

    def _lost_facts(self) -> list:
        """Names of the two that the record no longer answers to, and texts left out unasked."""
        now = self.after[type(self.kept), self.kept.pk]
        was = self.before[type(self.kept), self.kept.pk]
        other = self.before[type(self.gone), self.gone.pk]
        lost = [c for c in now if now[c] in (None, "") and (was[c] or other[c]) not in (None, "")]
        if "other_names" in now:
            columns = [c for c in ("name", "name_ja", "name_hi", "name_local") if c in now]
            names = {fold(now[c]) for c in columns} | set(
                map(fold, now["other_names"].splitlines())
            )
            said = {fold(row[c]) for row in (was, other) for c in columns}
            said |= {fold(n) for row in (was, other) for n in row["other_names"].splitlines()}
            lost += sorted(said - names - {""})
        return lost


__all__ = ["MERGEABLE", "Left", "World", "everything", "strokes"]
