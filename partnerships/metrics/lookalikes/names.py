"""Look-alikes of organisations, people and sources: by names, places and addresses."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Length, Replace
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.metrics.lookalikes.closeness import (
    closest,
    in_other_order,
    likeness,
    plain_address,
    squeezed,
)
from partnerships.metrics.lookalikes.sought import Sought
from partnerships.models import Organisation, Person, Source
from partnerships.models.base import Record
from partnerships.models.naming import names_of
from partnerships.text import fold

Weigh = Callable[[Sought, Any], list[tuple[int, str]]]

#: As many candidates of each kind are looked at.
LOOKED_AT = 60
#: A name this close is one with another romanisation or a letter mistyped.
NEARLY = 92


_ONE_WORD = Replace(F("search_text"), Value(" "), Value(""), output_field=TextField())


def candidates(sought: Sought, user) -> set[int]:
    """Keys of the records that `user` may see and that may be the one sought; three queries."""
    others = (
        sought.model.objects.visible_to(user)
        .exclude(pk__in=[*sought.others, sought.pk or 0])
        .order_by()
    )
    found = set()
    for rule in (_same_name(sought), _same_address(sought)):
        if rule:
            named = others.annotate(one_word=_ONE_WORD)
            fitting = named.filter(rule).order_by(Length("search_text"), "pk")
            found |= set(fitting.values_list("pk", flat=True)[:LOOKED_AT])
    column = "title_folded" if sought.model is Source else "name_folded"
    stored = dict(others.values_list("pk", column))
    return found | set(closest(sought.folded, stored, LOOKED_AT))


def _same_name(sought) -> Q:
    rule = Q()
    for name in sought.folded:
        rule |= Q(one_word__contains=squeezed(name))
        if len(words := name.split()) > 1:
            rule |= Q(*(Q(search_text__contains=word) for word in words))
    return rule


def _same_address(sought) -> Q:
    address = plain_address(sought.url)
    return Q(url__icontains=address.partition("?")[0]) if address else Q()


def reasons(sought: Sought, record) -> list[tuple[int, str]]:
    """(weight, sentence) of each reason, strongest first; 2 and more is strong."""
    told = OF_MODEL[sought.model](sought, record)
    return sorted(told, key=lambda reason: -reason[0])


def _of_organisation(sought, record) -> list[tuple[int, str]]:
    elsewhere = _is_elsewhere(sought, record)
    weight, sentence = _named_alike(sought, record)
    if not weight:
        return []
    if elsewhere:
        return [(1, sentence), (0, _("It lies in another region."))]
    if sought.region and sought.region == record.region_id:
        return [(weight, sentence), (0, _("It lies in the same region."))]
    return [(weight, sentence)]


def _is_elsewhere(sought, record) -> bool:
    """Whether the two lie in different regions or countries, as far as both are known."""
    region = sought.region and record.region_id and sought.region != record.region_id
    country = sought.country and record.country and sought.country != record.country
    return bool(region or country)


def _of_person(sought, record) -> list[tuple[int, str]]:
    weight, sentence = _named_alike(sought, record)
    if not weight:
        return []
    shared = [row.post for row in record.holdings.all() if row.post_id in sought.posts]
    if shared:
        told = _("Both held the post %(post)s.") % {"post": shared[0]}
        return [(weight + 1, sentence), (0, told)]
    return [(weight, sentence)]


def _named_alike(sought, record) -> tuple[int, str]:
    """(weight, sentence) of the likeness of two names; weight 0 where there is none."""
    own, others = sought.folded, names_of(record)
    by_form = {fold(name): name for name in reversed(others)}
    whole = {squeezed(form): name for form, name in by_form.items()}
    for name in own:
        if squeezed(name) in whole:
            return 3, _("The same name: %(name)s.") % {"name": whole[squeezed(name)]}
    for name in own:
        for form, written in by_form.items():
            if in_other_order(name, form):
                return 3, _("The same name in another order: %(name)s.") % {"name": written}
    close = likeness(own, by_form)
    if closest(own, dict(enumerate(by_form))):
        return (2 if close >= NEARLY else 1), _("A similar name.")
    return 0, ""


def _of_source(sought, record) -> list[tuple[int, str]]:
    told = []
    address = plain_address(sought.url)
    if address and address == plain_address(record.url):
        told.append((3, _("The same address.")))
    title = fold(record.title)
    same_publisher = bool(sought.publisher) and fold(sought.publisher) == fold(record.publisher)
    if title in sought.folded and same_publisher:
        told.append((3, _("The same title from the same publisher.")))
    elif title in sought.folded:
        told.append((1, _("The same title.")))
    elif same_publisher and closest(sought.folded, {0: title}):
        told.append((1, _("A similar title from the same publisher.")))
    return told


OF_MODEL: dict[type[Record], Weigh] = {
    Organisation: _of_organisation,
    Person: _of_person,
    Source: _of_source,
}


def detail_of(record) -> str:
    """What tells a record from its namesakes; reads what `loaded` loaded."""
    if isinstance(record, Organisation):
        place = str(record.region) if record.region else record.country
        parts = [capfirst(record.get_kind_display()), place]
    elif isinstance(record, Person):
        parts = [str(row.post) for row in list(record.holdings.all())[:2]]
    else:
        published = record.published.display() if record.published.is_known else ""
        parts = [record.publisher, published]
    return ", ".join(filter(None, parts))


def loaded(model, keys, user):
    """The records with what naming them and their posts takes."""
    found = model.objects.visible_to(user).filter(pk__in=keys).for_reading()
    return found.prefetch_visible(user, "holdings") if model is Person else found
