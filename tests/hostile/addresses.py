"""Every address of the site, built from its URL configuration, of records that are there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver
from django.utils.http import urlencode

from partnerships.models import Attachment, ImportBatch, Office, OfficeMember, User
from partnerships.models.base import Record
from partnerships.sections import SECTIONS
from tests import factories, sections_world

FACTORIES = {
    getattr(factories, name)._meta.model: getattr(factories, name) for name in factories.__all__
}
#: What stands for a part of an address, beside the key of what is there.
HOSTILE = ("0", "9" * 19, "9" * 40, "a'b\"c", "%3Cb%3E", "%E2%80%AE%F0%9F%98%80", "x" * 300, "..")


@dataclass(frozen=True)
class Pattern:
    """An address with holes: `parts` are plain text, or the name of a hole in a tuple."""

    name: str
    parts: tuple[Any, ...]
    given: tuple[tuple[str, Any], ...] = ()

    @property
    def holes(self) -> list[str]:
        return [part[0] for part in self.parts if isinstance(part, tuple)]

    def filled(self, values: dict[str, str]) -> str:
        told = (values[part[0]] if isinstance(part, tuple) else part for part in self.parts)
        return "/" + "".join(told)


def patterns() -> list[Pattern]:
    """Each pattern of the site in its order, whether it has a name or none."""
    return list(_walk(get_resolver(), (), ""))


def _walk(resolver, before, namespace) -> Iterator[Pattern]:
    for entry in resolver.url_patterns:
        parts = (*before, *_parts(str(entry.pattern)))
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, parts, inner)
        else:
            given = tuple(sorted((entry.default_args or {}).items(), key=lambda pair: pair[0]))
            plain = tuple((name, value) for name, value in given if isinstance(value, str))
            yield Pattern(f"{namespace}{entry.name or ''}", parts, plain)


_HOLE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>((?:[^()]|\([^()]*\))*)\)")


def _parts(pattern: str) -> Iterator[Any]:
    """A route or an expression in parts; of an expression the signs of its own are taken out."""
    end = 0
    for hole in _HOLE.finditer(pattern):
        yield _plain(pattern[end : hole.start()])
        yield (hole[1] or hole[2],)
        end = hole.end()
    yield _plain(pattern[end:])


def _plain(text: str) -> str:
    return text.replace("^", "").replace("$", "").replace("\\", "")


class World:
    """A record in every section and a row of every model that the admin lists."""

    def __init__(self, office: Office):
        self.by_section = {section.slug: sections_world.make(section.slug) for section in SECTIONS}
        self.by_model = {model: self._row(model) for model in admin.site._registry}
        models = apps.get_app_config("partnerships").get_models()
        for model in (model for model in models if issubclass(model, Record)):
            model._base_manager.update(office=office)
        self.file = FACTORIES[Attachment](record=self.by_section["delegations"])
        self.office = office
        self.member = OfficeMember.objects.filter(office=office).first()

    def _row(self, model):
        of_section = (row for row in self.by_section.values() if type(row) is model)
        return next(of_section, None) or FACTORIES[model]()

    def address(self, pattern: Pattern) -> str:
        """The address with what is there in each of its holes."""
        return pattern.filled({hole: self._value(pattern, hole) for hole in pattern.holes})

    def hostile_addresses(self, pattern: Pattern) -> list[str]:
        """The addresses with something strange in the first hole, none without a hole."""
        values = {hole: self._value(pattern, hole) for hole in pattern.holes}
        return [pattern.filled({**values, hole: bad}) for hole in values for bad in HOSTILE]

    def _value(self, pattern: Pattern, hole: str) -> str:
        fixed = {
            "section": "delegations", "form": "docx", "app_label": "partnerships", "url": "nowhere",
            "office_id": self.office.pk, "office": self.office.pk, "member_id": self.member.pk,
            "slug": "delegations", "number": 2, "merge_id": self._key("MergedRecord"),
            "id": User.objects.first().pk, "version_id": 1,
        }  # fmt: skip
        if hole == "object_id":
            return str(self._key(pattern.name.split("_")[1] if "_" in pattern.name else "user"))
        if pattern.name == "attachment":
            return self.file.token
        if hole == "key":
            slug = dict(pattern.given).get("section_slug") or pattern.name.partition("_")[0]
            record = self.by_section.get(slug, self.by_section["partnerships"])
            return record.key
        if hole == "token":
            batch = ImportBatch.objects.first()
            return str(batch.token)
        return str(fixed.get(hole, 1))

    def _key(self, name: str):
        found = (
            row for model, row in self.by_model.items() if model.__name__.lower() == name.lower()
        )
        return next(found, self.office).pk


def autocompletes() -> list[str]:
    """What each autocomplete of the admin is asked, and some that none asks."""
    links = [
        (model, field.name)
        for model in admin.site._registry
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and field.remote_field.model is not ContentType
    ]
    asked = [(model._meta.app_label, model._meta.model_name, name) for model, name in links]
    strange = [("x", "y", "z"), ("partnerships", "delegation", "pk"), ("auth", "permission", "id")]
    return [
        "/admin/autocomplete/?"
        + urlencode({"term": "a", "app_label": app, "model_name": model, "field_name": field})
        for app, model, field in (*asked, *strange)
    ]
