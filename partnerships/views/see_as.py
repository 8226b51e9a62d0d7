"""See as …: who may edit a record looks at its page, its history and the search as others see them.

The choice stands in the address, so that nothing is kept and a step back leads out of it. It is
held to the kinds of reader that the record has for who asks, and the page is made for a stand-in
(`models/standing_in.py`) who sees no more than they do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from partnerships.models import Office
from partnerships.models.base import Record
from partnerships.models.standing_in import StandIn, member, official, visitor
from partnerships.models.visibility import may_add
from partnerships.sections import SECTIONS, section_of
from partnerships.services.audience import offices_of
from partnerships.views.finding import record_at
from partnerships.views.frame import frame

#: What the address carries: the kind of reader, and on other pages the record it is asked of.
PARAMETER, RECORD = "see_as", "of"
_SECTIONS = {section.slug: section for section in SECTIONS}


@dataclass(frozen=True)
class Kind:
    """A kind of reader; `label` goes into sentences, such as “a visitor”."""

    value: str
    label: str
    stand_in: Callable[[object], StandIn]


@dataclass(frozen=True)
class Guise:
    """As whom a page is shown, of which record."""

    kind: Kind
    record: object
    user: StandIn

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def back_url(self) -> str:
        return self.record.get_absolute_url()

    @cached_property
    def fields(self) -> dict[str, str]:
        """What a search from this page carries on."""
        key = f"{section_of(type(self.record)).slug}/{self.record.key}"
        return {PARAMETER: self.kind.value, RECORD: key}

    def keep(self, address: str) -> str:
        """The address of a page of the same record, seen as the same."""
        return f"{address}?{urlencode({PARAMETER: self.kind.value})}" if address else ""

    @property
    def is_shut_out(self) -> bool:
        """Whether the whole site is closed to this kind of reader."""
        return not (self.user.is_authenticated or settings.SETUHASHI_PUBLIC)

    def sees_record(self) -> bool:
        shown = type(self.record).objects.visible_to(self.user)
        return shown.filter(pk=self.record.pk).exists()


def kinds_of(record: Record, asker) -> list[Kind]:
    """The kinds of reader that a record has, as far as `asker` may know; one query."""
    return [
        Kind("visitor", _("a visitor"), visitor),
        Kind("official", _("an official of none of its offices"), official),
        *map(_member_of, offices_of(record, asker)),
    ]


def _member_of(office: Office) -> Kind:
    label = _("an official of %(office)s") % {"office": office.name}
    return Kind(f"office:{office.name}", label, lambda asker: member(asker, office))


def links(record, user) -> list[dict]:
    """What the page of the record offers to who may edit it; nothing to others."""
    if not (isinstance(record, Record) and may_add(user)):
        return []
    if not type(record).objects.editable_by(user).filter(pk=record.pk).exists():
        return []
    address = record.get_absolute_url()
    return [
        {"label": kind.label, "url": f"{address}?{urlencode({PARAMETER: kind.value})}"}
        for kind in kinds_of(record, user)
    ]


def seen_as(view):
    """The view, shown as the address asks to; refused as not found to who may not ask.

    The stand-in takes the place of the user while the page is drawn and no longer: what keeps
    pages of a signed-in user out of caches, and what is logged, knows who really asked.
    """

    @wraps(view)
    def shown(request, *args, **named):
        request.guise = None
        if PARAMETER not in request.GET:
            return view(request, *args, **named)
        guise = request.guise = _guise(request, named)
        asker, request.user = request.user, guise.user
        try:
            if guise.is_shut_out or ("key" in named and not guise.sees_record()):
                return _hidden(request, guise)
            return view(request, *args, **named)
        finally:
            request.user = asker

    return shown


def _guise(request, named) -> Guise:
    slug, key = _asked_of(request, named)
    section = _SECTIONS.get(slug)
    if section is None or not issubclass(section.model, Record):
        raise Http404
    editable = section.model.objects.editable_by(request.user).for_reading()
    record = record_at(section, key, editable, request.user)
    asked = request.GET[PARAMETER]
    for kind in kinds_of(record, request.user):
        if kind.value == asked:
            return Guise(kind, record, kind.stand_in(request.user))
    raise Http404


def _asked_of(request, named) -> tuple[str, str]:
    if "section_slug" in named:
        return named["section_slug"], named["key"]
    slug, _slash, key = request.GET.get(RECORD, "").partition("/")
    return slug, key


def _hidden(request, guise):
    return render(request, "partnerships/see_as_hidden.html", {**frame(request), "guise": guise})
