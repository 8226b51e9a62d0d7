"""Every way in which the admin writes a record, as one POST that does it for who may."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import admin
from django.test import Client
from django.urls import reverse

from partnerships.choices import ReviewFinding
from partnerships.models import Office
from partnerships.services import history, merging, stages
from tests.admin.posting import admin_url, shown
from tests.matrix.canaries import texts_of

CHANGED = "Changed by somebody else"


@dataclass
class Writing:
    """A stored record, one of its kind beside it, and its form as an administrator sees it."""

    record: object
    other: object
    own: Office
    administrator: Client
    form: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=dict)

    def __post_init__(self):
        self.form = shown(self.administrator, self.url("change"))

    @property
    def model(self):
        return type(self.record)

    @property
    def seen(self) -> dict:
        """What pages post of the versions that they showed."""
        shown_of = [f"{one.pk}.{one.version}" for one in (self.record, self.other)]
        return {"seen_version": shown_of, "expected_version": self.record.version}

    def url(self, page, *more) -> str:
        return admin_url(self.model, page, self.record.pk, *more)

    def of_kind(self, page, *args) -> str:
        return reverse(f"admin:partnerships_{self.model._meta.model_name}_{page}", args=args)


Door = tuple[str, dict]


def _named(writing) -> str:
    """The box of the record's own name, or its first text that is not needed to find it."""
    names = [column.name for column in texts_of(writing.model) if column.name in writing.form]
    return next(name for name in ("remark", "title", "name", "text", *names) if name in names)


def change(writing) -> Door:
    return writing.url("change"), {**writing.form, _named(writing): CHANGED, "reason": "So"}


def keep_from_others(writing) -> Door:
    return _confirmed(writing, {**writing.form, "visibility": "parties", "reason": "So"})


def take_over(writing) -> Door:
    return _confirmed(writing, {**writing.form, "office": writing.own.pk, "reason": "So"})


def _confirmed(writing, values) -> Door:
    """With what the page that asks whether others shall see the record gave an administrator."""
    url = writing.url("change")
    asked = (values["visibility"], values["office"])
    if asked not in writing.tokens:
        page = writing.administrator.post(url, values)
        writing.tokens[asked] = page.context["sight"]["token"]
    return url, {**values, "sight_confirmed": writing.tokens[asked]}


def delete(writing) -> Door:
    return writing.url("delete"), {"post": "yes", **writing.seen}


def delete_chosen(writing) -> Door:
    chosen = {"_selected_action": [writing.record.pk], "action": "delete_selected", "post": "yes"}
    return writing.of_kind("changelist"), {**chosen, **writing.seen}


def merge(writing) -> Door:
    kept, gone = writing.other, writing.record
    versions = {"version_of_kept": kept.version, "version_of_gone": gone.version}
    asked = {"kept": kept.pk, "gone": gone.pk, "step": "merge", "reason": "So"}
    return writing.of_kind("merge"), {**asked, **versions}


def change_state(writing) -> Door:
    column = stages.STATE_OF[writing.model]
    now = getattr(writing.record, column)
    values = [value for value, _label in writing.model._meta.get_field(column).choices]
    other = next(value for value in values if value not in (now, "planned"))
    chosen = f"{writing.record.pk}:{writing.record.version}"
    return writing.of_kind("change_state"), {"chosen": chosen, "value": other, "reason": "So"}


def restore(writing) -> Door:
    first = history.versions_of(writing.record).last()
    return writing.url("restore", first.pk), {"reason": "So", **writing.seen}


def confirm(writing) -> Door:
    return writing.url("confirm"), writing.seen


def add_set(writing) -> Door:
    return writing.url("add_set"), writing.seen


def move(writing) -> Door:
    held = writing.record.holdings.order_by("pk").first()
    asked = {"holding": held.pk, "until": "2025", "reason": "So"}
    return writing.url("move"), {**asked, **writing.seen}


def anonymise(writing) -> Door:
    return writing.url("anonymise"), {"asked": "1", "sure": "on", **writing.seen}


def review(writing) -> Door:
    office = writing.record.responsible_office_id or 0
    asked = {"pledge": writing.record.reference, "found": ReviewFinding.NO_NEWS, "words": ""}
    return writing.of_kind("review", office), {**asked, **writing.seen}


#: By the last part of the name of the address; those of records alone.
DOORS: dict[str, tuple[Callable[[Writing], Door], ...]] = {
    "change": (change,),
    "delete": (delete,),
    "changelist": (delete_chosen,),
    "merge": (merge,),
    "change_state": (change_state,),
    "restore": (restore,),
    "confirm": (confirm,),
    "add_set": (add_set,),
    "move": (move,),
    "anonymise": (anonymise,),
    "review": (review,),
}
#: What another party of the record may not do either: it is for the owner.
OWNERS = (delete, delete_chosen, merge, keep_from_others, take_over)
#: Addresses that write nothing of a stored record.
OPENS_A_FORM = {"add", "history", "look_alikes", "repeat", "renew", "review_offices", "review_undo"}


def doors_of(model) -> list[Callable[[Writing], Door]]:
    """The doors of a kind of record; AssertionError names an address that nobody classified."""
    prefix = f"partnerships_{model._meta.model_name}_"
    found = []
    for pattern in admin.site.get_model_admin(model).get_urls():
        kind = (pattern.name or "").removeprefix(prefix)
        if pattern.name is None or kind in OPENS_A_FORM:
            continue
        if kind == "merge" and model not in merging.MERGEABLE:
            continue
        assert kind in DOORS, f"Say in tests/matrix/doors.py what is posted to {pattern.name}"
        found += DOORS[kind]
    return found


def owners_doors(model) -> list[Callable[[Writing], Door]]:
    """Those that another party of a record may not take either."""
    return [door for door in OWNERS if door is not merge or model in merging.MERGEABLE]
