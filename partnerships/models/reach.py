"""What a record reaches: the parties, regions, people, sectors and words by which it is found.

The one rule of what counts for a region is here. A reader finds a record only by what they may
see of it, so every step goes through `visible_to`; `Exists` keeps a record from being found twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from partnerships.choices import OrganisationKind
from partnerships.text import fold

#: So many keys of what a word names are put into a statement as values.
MOST_IN_HAND = 200

#: Words of so many characters are found by an index where there is one (trigrams in PostgreSQL).
INDEXED = 3

#: A word that names more than so many parties, regions, people or sectors finds many records.
NAMES_MANY = 20

#: So many records found by one word are looked at one by one for the others.
MOST_FOUND = 1_000


@dataclass(frozen=True)
class Reach:
    """One way from a record to what it is found by.

    `relation` names its rows ("" is the record itself), the others name columns there; `texts`
    are plain texts, as folded ones belong to the record's `search_text`.
    """

    relation: str = ""
    organisations: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def columns(self) -> list[tuple[str, str]]:
        """(kind of target, column) of all that it names."""
        kinds = ("organisations", "regions", "people", "sectors", "texts")
        return [(kind, column) for kind in kinds for column in getattr(self, kind)]

    def rule(self, model, user, targets) -> Q | None:
        """The condition on a record of `model` that it reaches one of `targets` this way."""
        found = Q()
        for kind, rows in targets.items():
            if not _is_any(rows):
                continue
            for column in getattr(self, kind):
                found |= self._column_rule(kind, column, rows)
        if not found:
            return None
        if not self.relation:
            return found
        rows, owner = self.rows(model, user)
        return Q(pk__in=rows.filter(found).values(owner))

    def rows(self, model, user) -> tuple[models.QuerySet, str]:
        """The rows of the relation that `user` may see, and their column that names the record."""
        if not self.relation:
            return model.objects.visible_to(user), "pk"
        relation = model._meta.get_field(self.relation)
        if relation.many_to_many:
            return relation.remote_field.through._default_manager.all(), relation.m2m_field_name()
        return relation.related_model.objects.visible_to(user), relation.field.name

    def found_by(self, kind, column, rows, words: Iterable["Word"]) -> models.QuerySet | None:
        """Those of `rows` whose `column` names what one of the words names; None for nothing."""
        targets = (word.targets[kind] for word in words)
        rules = [self._column_rule(kind, column, found) for found in targets if _is_any(found)]
        return rows.filter(_any(rules)) if rules else None

    def _column_rule(self, kind, column, rows) -> Q:
        if kind == "texts":
            return _any(Q(**{f"{column}__icontains": word}) for word in rows)
        return Q(**{f"{column}__in": rows if isinstance(rows, list) else rows.values("pk")})


class ReachQuerySet(models.QuerySet):
    """Finds records by what their model's `reach` declares."""

    def reaching(self, user, **targets) -> Q:
        """The condition that a record reaches one of `targets`, as far as `user` may see.

        `targets` are organisations, regions, people or sectors as querysets or keys, or `texts`.
        """
        return _any(self.ways_to(user, targets))

    def ways_to(self, user, targets) -> list[Q]:
        """The conditions of `reaching`, one for each way on which a record may reach them."""
        rules = (way.rule(self.model, user, targets) for way in self.model.reach)
        return [rule for rule in rules if rule is not None]

    def touching_regions(self, codes, user, *, every=False):
        """Records that count for any of the regions, or for `every` one of them.

        A party is the region's government or an organisation in it, or a stop lies there; an
        association's regions are its members'.
        """
        found = self
        for group in _groups(codes, every):
            found = found.filter(
                self.reaching(
                    user,
                    organisations=organisations_in(group, user),
                    regions=_model("Region").objects.filter(code__in=group),
                )
            )
        return found

    def with_parties(self, organisations, user, *, every=False):
        """Records with any of these organisations (keys) among their parties, or `every` one."""
        found = self
        for group in _groups(organisations, every):
            parties = _model("Organisation").objects.visible_to(user).filter(pk__in=group)
            found = found.filter(self.reaching(user, organisations=parties))
        return found

    def matching(self, text, user):
        """Records in which each word of `text` is found: in their texts, or in a name they reach.

        Names are those of parties, people, regions and sectors, in every script and spelling on
        record; the key of a record that was merged away names the one it was merged into. `text`
        is what was typed, or `words_sought` of it.
        """
        found = self
        for word in words_sought(text, user, [self.model]):
            if self.model in word.found:
                found = found.filter(pk__in=word.found[self.model])
            else:
                found = found.filter(_any(word.rules(self, user)))
        return found


class Word(NamedTuple):
    """A folded word of a search, and what it names.

    `targets` is as `reaching` takes it; `merged` {model: {key of the record that stands for a
    merged one: the key that the merged one had}}; `found` {model: keys of the records that it
    finds, whether or not they are seen} where these were looked up and are few.
    """

    folded: str
    targets: dict[str, Any]
    merged: dict[type, dict[int, str]]
    found: dict[type, list[int]]

    @property
    def may_be_rare(self) -> bool:
        """Whether looking up all that it finds costs little, and may well find few."""
        few = all(isinstance(rows, list) for rows in self.targets.values())
        return (
            few
            and len(self.folded) >= INDEXED
            and sum(map(len, self.targets.values())) <= NAMES_MANY
        )

    def rules(self, records: ReachQuerySet, user) -> list[Q]:
        """The conditions on a record of which one at least holds where the word finds it."""
        rules = [Q(search_text__contains=self.folded), *records.ways_to(user, self.targets)]
        if self.merged.get(records.model):
            rules.append(Q(pk__in=list(self.merged[records.model])))
        return rules


class Sought(tuple[Word, ...]):
    """The words of a search."""

    __slots__ = ()


def words_sought(text, user, models: Iterable[type] = ()) -> Sought:
    """What `text` seeks as far as `user` may see; `models` are those it will be asked of.

    Two queries, however many words there are, and few more where one is the key of a merged
    record. Made once, it may be asked of many models: what words name is the same for all.
    """
    if isinstance(text, Sought):
        return text
    typed = {fold(word): word for word in reversed(text.split()) if fold(word)}
    named = _in_hand(
        {(word, kind): rows for word in typed for kind, rows in _named(word, typed[word], user)}
    )
    words = [_word(word, as_typed, named[word], user) for word, as_typed in reversed(typed.items())]
    # The longest is the rarest as a rule: where it finds few, the others are sought in these alone.
    if rare := [word for word in words if word.may_be_rare]:
        rarest = max(rare, key=lambda word: len(word.folded))
        rarest.found.update(_found_few(rarest, models, user))
    return Sought(words)


def _word(folded: str, as_typed: str, named: dict, user) -> Word:
    merged = named.pop("merged")
    stand_ins = _model("MergedRecord").objects.stand_ins(merged, user) if merged else {}
    texts = list(dict.fromkeys([folded, as_typed]))
    return Word(folded, {**named, "texts": texts}, stand_ins, {})


def _found_few(word: Word, models: Iterable[type], user) -> dict[type, list[int]]:
    """Keys of the records that the word finds, by model, where they are few; one query."""
    ways = {
        (model, number): model._base_manager.filter(rule)
        for model in models
        for number, rule in enumerate(word.rules(model.objects.all(), user))
    }
    found: dict[type, set[int]] = defaultdict(set)
    for (model, _number), keys in _first_keys(ways, MOST_FOUND).items():
        found[model].update(keys)
    return {model: sorted(keys) for model, keys in found.items() if len(keys) <= MOST_FOUND}


def _named(word, as_typed, user) -> list[tuple[str, models.QuerySet]]:
    """The rows that a folded word names, by the kind that they are in `reaching`."""
    people = _model("Person").objects.visible_to(user).filter(search_text__contains=word)
    merged = _model("MergedRecord").objects.filter(key__in={as_typed.upper(), as_typed.lower()})
    return [
        ("organisations", organisations_named(word, user)),
        ("regions", regions_named(word)),
        ("people", people),
        ("sectors", sectors_named(word)),
        ("merged", merged),
    ]


def _in_hand(named: dict) -> dict[str, dict]:
    """Keys of the rows that each word names, by word and kind; one query for all of them.

    Most words name nothing, and what asks for nothing costs nothing. Of more than `MOST_IN_HAND`
    the queryset stays: a statement holds only so many values.
    """
    keys = _first_keys(named, MOST_IN_HAND)
    found: dict[str, dict] = defaultdict(dict)
    for (word, kind), rows in named.items():
        known = keys[word, kind]
        found[word][kind] = known if len(known) <= MOST_IN_HAND else rows.values("pk")
    return found


def _first_keys(named: dict, most: int) -> dict:
    """The keys of the rows by their names, of each at most one more than `most`; one query."""
    keys: dict = {name: [] for name in named}
    if named:
        some = enumerate(named.values())
        first, *others = (_labelled(number, rows, most + 1) for number, rows in some)
        names = list(named)
        for number, key in first.union(*others, all=True):
            keys[names[number]].append(key)
    return keys


def _labelled(number: int, rows, most: int):
    """Number and key of each row, at most so many; fit to stand in a union."""
    some = rows.order_by().values("pk")[:most]
    label = models.Value(number, output_field=models.IntegerField())
    found = rows.model._default_manager.filter(pk__in=some).order_by()
    return found.annotate(number_asked=label).values_list("number_asked", "pk")


def organisations_in(codes, user):
    """Organisations that lie in one of the regions, or of which a member does."""
    visible = _model("Organisation").objects.visible_to(user)
    members = visible.filter(parent=OuterRef("pk"), region__code__in=codes)
    return visible.filter(Q(region__code__in=codes) | Exists(members))


def organisations_named(word, user):
    """Organisations with the folded `word` in one of their names, a government in its region's."""
    return (
        _model("Organisation")
        .objects.visible_to(user)
        .filter(
            Q(search_text__contains=word)
            | Q(kind=OrganisationKind.REGIONAL_GOVERNMENT, region__in=regions_named(word))
        )
    )


def regions_named(word):
    """Regions with the folded `word` in their code, a name, a capital or another name."""
    aliases = _model("RegionAlias").objects.filter(folded__contains=word)
    return _model("Region").objects.filter(
        Q(search_text__contains=word) | Q(pk__in=aliases.values("region"))
    )


def sectors_named(word):
    """Sectors with the folded `word` in one of their names, or in one of their group's."""
    return _model("Sector").objects.filter(
        Q(search_text__contains=word) | Q(parent__search_text__contains=word)
    )


def _model(name):
    return apps.get_model("partnerships", name)  # the models are built on this module


def _groups(values, every) -> list[list]:
    return [[value] for value in values] if every else [list(values)]


def _is_any(rows) -> bool:
    """Whether there is something to look for; a queryset may hold something."""
    return bool(rows) if isinstance(rows, list) else True


def _any(rules) -> Q:
    """Any of the rules; nothing where there is none."""
    found = Q()
    for rule in rules:
        found |= rule
    return found or Q(pk__in=[])
