"""What each address of the site is asked with, in a world of records of all levels."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import admin
from django.urls import reverse
from reversion.models import Version

from partnerships import models as register
from partnerships.metrics import lookalikes
from partnerships.models.sources import record_models
from partnerships.sections import SECTIONS, section_of
from partnerships.services import stages
from tests import sections_world
from tests.matrix.world import World


@dataclass(frozen=True)
class Quiet:
    """Nothing of a record stands there, for the reason given."""

    because: str


@dataclass(frozen=True)
class Asked:
    """`how(world, of)` gives the addresses; `of` is the section or model of the pattern."""

    how: Callable[..., list[str]]


def records(world: World, model) -> list:
    """A public record of the model, and one of each level that stands."""
    own = [record for record in world.pages if isinstance(record, model)]
    return own + [found[model] for found in world.hidden.values() if model in found]


def hidden(world: World, model) -> list:
    return [found[model] for found in world.hidden.values() if model in found]


def at(address: str, **query) -> str:
    return f"{address}?" + "&".join(f"{name}={value}" for name, value in query.items())


def words(world: World) -> list[str]:
    """The word in a title of each level."""
    return [level[register.Delegation].title.split()[0] for level in world.hidden.values()]


def section_list(world, section):
    address = reverse(f"{section.slug}_list")
    found = [at(address, per_page=200), *(at(address, _export=form) for form in FORMS)]
    found += [at(address, _export="csv", rows=rows) for rows in section.sheet.rows]
    found += [at(address, q=word) for word in words(world)]
    for name in section.filters.base_filters:
        model = FILTERED_BY.get(name)
        keys = [record.key for record in hidden(world, model)[:2]] if model else []
        found += [at(address, **{name: key, **file}) for key in keys for file in ({}, CSV)]
    return found


CSV = {"_export": "csv"}
FORMS = ("csv", "xlsx", "json")
FILTERED_BY = {
    "initiative": register.Initiative,
    "partnership": register.Partnership,
    "organisation": register.Organisation,
    "person": register.Person,
    "source": register.Source,
}


def pages(kind):
    def how(world, section):
        name = f"{section.slug}_{kind}"
        return [reverse(name, args=[record.key]) for record in records(world, section.model)]

    return Asked(how)


def papers(name, *forms):
    """A paper of each record, as a page or as files."""

    def how(world, section=None):
        section = section or section_of(register.Partnership)
        prefix = f"{section.slug}_{name}" if name == "report" else name
        return [
            reverse(prefix, args=[record.key, *form])
            for record in records(world, section.model)
            for form in ([(form,) for form in forms] or [()])
        ]

    return Asked(how)


def report_files(world, section):
    return [
        reverse(f"{section.slug}_report_file", args=[record.key, form])
        for record in records(world, section.model)
        for form in ("docx", "xlsx")
    ]


def alone(name, *queries, args=()):
    def how(world):
        address = reverse(name, args=args)
        return [address, *(f"{address}?{query}" for query in queries)]

    return Asked(how)


def search(world):
    address = reverse("search")
    of = f"delegations/{world.hosts[register.Delegation].key}"
    return [
        address,
        *(at(address, q=word) for word in words(world)),
        at(address, q=words(world)[0], part="results"),
        at(address, q="made"),
        *(at(address, q=word, see_as="official", of=of) for word in words(world)),
    ]


def sitemap(world):
    return [reverse("sitemap_section", args=[slug]) for slug in ("pages", "lists", *SLUGS)]


SLUGS = [section.slug for section in SECTIONS]


def calendar(world):
    address = reverse("calendar")
    return [address, at(address, month="2026-11"), at(address, view="list")]


# In the admin


def admin_page(kind):
    """A page of each record."""

    def how(world, model):
        name = f"admin:partnerships_{model._meta.model_name}_{kind}"
        return [reverse(name, args=[record.pk]) for record in records(world, model)]

    return Asked(how)


def change_list(world, model):
    address = reverse(f"admin:partnerships_{model._meta.model_name}_changelist")
    return [at(address, all=""), *(at(address, q=word) for word in words(world)[:2])]


def add_forms(world, model):
    """The empty form, and one that names hidden records, as a link to it might."""
    address = reverse(f"admin:partnerships_{model._meta.model_name}_add")
    found = [address]
    for level in list(world.hidden.values())[:2]:
        query = {
            column.name: level[column.remote_field.model].pk
            for column in (*model._meta.fields, *model._meta.many_to_many)
            if column.is_relation and column.remote_field.model in level
        }
        found += [at(address, **query)] if query else []
    return found


def merging(world, model):
    if model not in record_models():
        return []
    address = reverse(f"admin:partnerships_{model._meta.model_name}_merge")
    host, *others = records(world, model)
    found = [at(address, record=record.pk) for record in (host, *others)]
    found += [at(address, kept=host.pk, gone=other.pk) for other in others]
    return found + [at(address, record=host.pk, **{"with": other.key}) for other in others]


def autocomplete(world):
    address = reverse("admin:autocomplete")
    found = []
    for model, name in sorted(completed()):
        asked = {"app_label": "partnerships", "model_name": model, "field_name": name}
        found += [at(address, **asked, term=""), at(address, **asked, term=words(world)[0])]
    return found


def completed() -> set[tuple[str, str]]:
    """(model, field) of every link that the admin offers choices for."""
    return {
        (one._meta.model_name, column.name)
        for model, of in admin.site._registry.items()
        for one in (model, *(inline.model for inline in of.inlines or ()))
        for column in (*one._meta.fields, *one._meta.many_to_many)
        if column.is_relation and column.remote_field.model in admin.site._registry
    } | {
        (model._meta.model_name, column.name)
        for model in register.__dict__.values()
        if isinstance(model, type) and hasattr(model, "_meta")
        for column in model._meta.fields
        if column.is_relation and column.remote_field.model in admin.site._registry
    }


def batches(kind, *args):
    def how(world, model):
        tokens = register.ImportBatch.objects.order_by("pk").values_list("token", flat=True)
        name = f"admin:partnerships_importbatch_{kind}"
        return [reverse(name, args=[token, *args]) for token in tokens]

    return Asked(how)


def review(kind):
    def how(world, model):
        name = f"admin:partnerships_pledge_{kind}"
        offices = [office.pk for office in world.offices.values()]
        return [reverse(name, args=[key]) for key in (0, *offices)]

    return Asked(how)


def restore(world, model):
    """Saves of each record, the first ones and the last, and one of another's."""
    name = f"admin:partnerships_{model._meta.model_name}_restore"
    kept = Version.objects.get_for_model(model).order_by("pk")
    saves = list(kept.values_list("pk", "object_id"))
    found = []
    for record in records(world, model):
        own = [key for key, of in saves if of == str(record.pk)]
        found += [reverse(name, args=[record.pk, key]) for key in (*own[:3], *own[-1:])]
    return [*found, *(reverse(name, args=[record.pk, key]) for key, _of in saves[-1:])]


def seen_as(kind):
    """Pages of records as each kind of reader sees them: the public one's as all of them."""

    def how(world, section):
        host, *others = records(world, section.model)
        readers = ["official", "visitor", *(f"office:{one.name}" for one in world.offices.values())]
        pairs = [(host, reader) for reader in readers]
        pairs += [(record, reader) for record in others for reader in (readers[0], readers[3])]
        return [
            at(reverse(f"{section.slug}_{kind}", args=[record.key]), see_as=quote(reader))
            for record, reader in pairs
        ]

    return how


def removing(world, model):
    """The page that asks before records are removed, for each and for all of them."""
    return chosen(world, model, "delete_selected")


def opening(world, model):
    """The page that asks before records are made visible to others, where there is one."""
    levels = model in stages.STATE_OF
    return chosen(world, model, "sight_officials") if levels else []


def chosen(world, model, action) -> list[str]:
    address = reverse(f"admin:partnerships_{model._meta.model_name}_changelist")
    keys = [record.pk for record in records(world, model)]
    return [
        f"POST {at(address, action=action)}" + "".join(f"&_selected_action={key}" for key in some)
        for some in [*([key] for key in keys), keys]
    ]


def typed(world, model):
    """What looks like the names of records of each level, typed into a form."""
    if model not in lookalikes.MODELS:
        return []
    address = reverse(f"admin:partnerships_{model._meta.model_name}_look_alikes")
    names = [sections_world.name_of(record) for record in records(world, model)]
    return [
        f"POST {at(address, title=quote(name), name=quote(name), text=quote(name))}"
        for name in names
    ]


def desks(world, model):
    """The pages that hand over what a member looks after."""
    members = register.OfficeMember.objects.order_by("pk").values_list("office", "pk")
    return [reverse("admin:partnerships_office_handover", args=list(keys)) for keys in members]


def of_office(kind):
    def how(world, model):
        name = f"admin:partnerships_office_{kind}"
        return [reverse(name, args=[office.pk]) for office in world.offices.values()]

    return Asked(how)
