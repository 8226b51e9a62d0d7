"""What a record reaches: the parties, regions, people and words by which it is found.

The one rule of what counts for a region is here. A reader finds a record only by what they may
see of it, so every step goes through `visible_to`; `Exists` keeps a record from being found twice.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from partnerships.choices import OrganisationKind
from partnerships.text import fold


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
    texts: tuple[str, ...] = ()

    def rule(self, model, user, targets) -> Q | None:
        """The condition on a record of `model` that it reaches one of `targets` this way."""
        found = Q()
        for kind, rows in targets.items():
            for column in getattr(self, kind):
                found |= self._column_rule(kind, column, rows)
        if not found:
            return None
        if not self.relation:
            return found
        relation = model._meta.get_field(self.relation)
        rows = relation.related_model.objects.visible_to(user)
        return Q(pk__in=rows.filter(found).values(relation.field.name))

    def _column_rule(self, kind, column, rows) -> Q:
        if kind == "texts":
            return _any(Q(**{f"{column}__icontains": word}) for word in rows)
        return Q(**{f"{column}__in": rows.values("pk")})


class ReachQuerySet(models.QuerySet):
    """Finds records by what their model's `reach` declares."""

    def reaching(self, user, **targets) -> Q:
        """The condition that a record reaches one of `targets`, as far as `user` may see.

        `targets` are querysets of organisations, regions or people, or a list of `texts`.
        """
        rules = (way.rule(self.model, user, targets) for way in self.model.reach)
        return _any(rule for rule in rules if rule is not None)

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

        Names are those of parties, people and regions, in every script and spelling on record.
        `text` is what was typed, or `words_sought` of it.
        """
        found = self
        for word, named in words_sought(text, user):
            found = found.filter(Q(search_text__contains=word) | self.reaching(user, **named))
        return found


class Sought(tuple):
    """The folded words of a search, each with the `targets` of `reaching` that it names."""

    __slots__ = ()


def words_sought(text, user) -> Sought:
    """What `text` seeks as far as `user` may see; one that is asked of many models is made once."""
    if isinstance(text, Sought):
        return text
    words = ((fold(typed), typed) for typed in dict.fromkeys(text.split()))
    return Sought((word, _named(word, typed, user)) for word, typed in words if word)


def _named(word, typed, user) -> dict:
    people = _model("Person").objects.visible_to(user).filter(search_text__contains=word)
    return {
        "organisations": organisations_named(word, user),
        "regions": regions_named(word),
        "people": people,
        "texts": list(dict.fromkeys([word, typed])),
    }


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


def _model(name):
    return apps.get_model("partnerships", name)  # the models are built on this module


def _groups(values, every) -> list[list]:
    return [[value] for value in values] if every else [list(values)]


def _any(rules) -> Q:
    """Any of the rules; nothing where there is none."""
    found = Q()
    for rule in rules:
        found |= rule
    return found or Q(pk__in=[])
