"""Every address of the site, read from the URL configuration, and how each is asked.

A pattern whose name is not classified here fails the matrix: say what it is asked with, or why
no record can be told of on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse

from partnerships import models as register
from partnerships.models.sources import record_models
from partnerships.sections import PRIVATE, SECTIONS
from tests.matrix import addresses as ask
from tests.matrix.addresses import Asked, Quiet
from tests.matrix.world import World

AS_OTHERS = "seen as others"
ALL_SECTIONS = {section.slug: section for section in (*SECTIONS, *PRIVATE)}


@dataclass(frozen=True)
class Surface:
    """A pattern of the URL configuration, or a `variant`: a way of asking it that tells more."""

    name: str
    of: object
    told: Asked | Quiet
    variant: str = ""

    @property
    def kind(self) -> str:
        """The name without the section or model it is of: "history", "admin:history (opening)"."""
        model = f"partnerships_{self.of._meta.model_name}_" if hasattr(self.of, "_meta") else ""
        return self.name.replace(model or f"{getattr(self.of, 'slug', '')}_", "", 1)

    @property
    def is_compared(self) -> bool:
        """Whether it is the same to the byte without what is hidden.

        Removing a record says that others need it, not which. The pledges to look through are
        those that one may edit, for which a party counts that one does not see. Pages seen as
        others are left out: those that who asks sees by themselves are compared.
        """
        told = self.name.endswith(("_delete", "pledge_review_offices", "pledge_review"))
        return not (told or self.variant in ("removing", AS_OTHERS))

    @property
    def is_exact(self) -> bool:
        """Whether each reader is told there all that they may see and an administrator is told."""
        not_all = ("history", "changes_list", "report_error")
        return not (self.variant or self.name.startswith("admin:") or self.name.endswith(not_all))

    @property
    def is_of_records(self) -> bool:
        return getattr(self.of, "model", self.of) in record_models()

    @property
    def asks_much(self) -> bool:
        """Whether it reads by queries of its own, not only the records that a form opens."""
        lists = ("changelist", "autocomplete", "_history")
        return not self.name.startswith("admin:") or self.name.endswith(lists)

    def addresses(self, world: World) -> list[str]:
        if isinstance(self.told, Quiet):
            return []
        found = self.told.how(world, self.of) if self.of else self.told.how(world)
        return list(dict.fromkeys(found))


def surfaces() -> list[Surface]:
    """All patterns, each once; AssertionError names those that nobody classified."""
    found, unknown = {}, []
    for name in _names(get_resolver()):
        told = _told(name)
        if told is None:
            unknown.append(name)
        else:
            found[name] = Surface(name, *told)
            found |= _variants(name, told[0])
    assert not unknown, f"Classify these addresses in tests/matrix/surfaces.py: {unknown}"
    return list(found.values())


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            below = ":".join(filter(None, [space, pattern.namespace]))
            yield from _names(pattern, below)
        elif pattern.name is None:
            yield f"{space}:{pattern.pattern}".replace(space + ":", "(unnamed) ", 1)
        else:
            yield ":".join(filter(None, [space, pattern.name]))


def _told(name: str) -> tuple | None:
    """(what it is of, how it is asked), None for a pattern that nobody classified."""
    if name in ALONE:
        return None, ALONE[name]
    if name.startswith("(unnamed) "):
        return UNNAMED.get(name.removeprefix("(unnamed) "))
    for slug, section in ALL_SECTIONS.items():
        kind = name.removeprefix(f"{slug}_")
        if kind != name and kind in OF_SECTION:
            return section, OF_SECTION[kind]
    for model in admin.site._registry:
        kind = name.removeprefix(f"admin:partnerships_{model._meta.model_name}_")
        if kind != name and kind in OF_MODEL:
            return model, OF_MODEL[kind]
    return None


def _variants(name: str, of) -> dict[str, Surface]:
    """Further surfaces of a page of records, in the admin or not."""
    space = "admin:" if name.startswith("admin:") else ""
    kind = next((kind for kind in VARIANTS if name.endswith(kind.removeprefix("admin:"))), "")
    if not Surface(name, of, POSTED).is_of_records or not kind.startswith(space):
        return {}
    return {
        f"{name} ({variant})": Surface(name, of, told, variant)
        for variant, told in VARIANTS.get(kind, {}).items()
    }


POSTED = Quiet("it takes a POST and answers a GET alike for all; see test_writes.py")
ACCOUNTS = Quiet("for administrators alone; it tells of accounts")

OF_SECTION: dict[str, Asked | Quiet] = {
    "list": Asked(ask.section_list),
    "detail": ask.pages("detail"),
    "history": ask.pages("history"),
    "report_error": ask.pages("report_error"),
    "report": ask.papers("report"),
    "report_file": Asked(ask.report_files),
    "calendar": ask.pages("calendar"),
}
OF_MODEL: dict[str, Asked | Quiet] = {
    "changelist": Asked(ask.change_list),
    "add": Asked(ask.add_forms),
    "change": ask.admin_page("change"),
    "delete": ask.admin_page("delete"),
    "history": ask.admin_page("history"),
    "restore": Asked(ask.restore),
    "merge": Asked(ask.merging),
    "look_alikes": POSTED,
    "change_state": POSTED,
    "repeat": ask.admin_page("repeat"),
    "renew": ask.admin_page("renew"),
    "confirm": ask.admin_page("confirm"),
    "add_set": ask.admin_page("add_set"),
    "move": ask.admin_page("move"),
    "anonymise": ask.admin_page("anonymise"),
    "review_offices": Asked(
        lambda world, model: [reverse("admin:partnerships_pledge_review_offices")]
    ),
    "review": ask.review("review"),
    "review_undo": POSTED,
    "members": ask.of_office("members"),
    "own_members": Asked(lambda world, model: [reverse("admin:partnerships_office_own_members")]),
    "own_work": Asked(lambda world, model: [reverse("admin:partnerships_office_own_work")]),
    "handover": Asked(ask.desks),
    "reset_second_factor": POSTED,
    "export": Asked(
        lambda world, model: [reverse(f"admin:partnerships_{model._meta.model_name}_export")]
    ),
    "end_membership": Quiet("it shows what the handover does"),
    "disable": POSTED,
    "template": Asked(
        lambda world, model: [
            reverse("admin:partnerships_importbatch_template", args=[slug]) for slug in ask.SLUGS
        ]
    ),
    "page": ask.batches("page"),
    "progress": ask.batches("progress"),
    "errors": ask.batches("errors"),
    "undo": Asked(
        lambda world, model: (
            ask.batches("undo").how(world, model)
            if model is register.ImportBatch
            else [
                reverse("admin:partnerships_mergedrecord_undo", args=[key])
                for key in register.MergedRecord.objects.values_list("pk", flat=True)
            ]
        )
    ),
    "undo_row": ask.batches("undo_row", 2),
    **dict.fromkeys(
        ("sheet", "names", "again", "conflicts", "leave_errors", "compare", "apply", "discard"),
        POSTED,
    ),
}
VARIANTS: dict[str, dict[str, Asked]] = {
    "detail": {AS_OTHERS: Asked(ask.seen_as("detail"))},
    "history": {AS_OTHERS: Asked(ask.seen_as("history"))},
    "admin:changelist": {"removing": Asked(ask.removing), "opening": Asked(ask.opening)},
    "admin:look_alikes": {"typed": Asked(ask.typed)},
}
ALONE: dict[str, Asked | Quiet] = {
    "healthz": Quiet("it tells of the process alone"),
    "sitemap": ask.alone("sitemap"),
    "sitemap_section": Asked(ask.sitemap),
    "calendar_feed": ask.alone("calendar_feed"),
    "calendar_download": ask.alone("calendar_download"),
    "home": ask.alone("home"),
    "calendar": Asked(ask.calendar),
    "coverage": ask.alone("coverage", "_export=csv", "_export=json", "unconfirmed=1"),
    "changes_list": ask.alone("changes_list", "per_page=200", "_export=csv", "_export=json"),
    "data_quality": ask.alone("data_quality", *(f"section={slug}" for slug in ask.SLUGS)),
    "search": Asked(ask.search),
    "methods": ask.alone("methods"),
    "attachment": Asked(
        lambda world: [
            reverse("attachment", args=[token])
            for token in register.Attachment.objects.order_by("pk").values_list("token", flat=True)
        ]
    ),
    **dict.fromkeys(
        ("openid", "openid_callback", "second_factor_code"), Quiet("a step of signing in")
    ),
    **dict.fromkeys(
        ("account_security", "second_factor_set_up", "account_password"),
        Quiet("one's own account"),
    ),
    **dict.fromkeys(("password_reset", "password_reset_confirm"), Quiet("a form without records")),
    "invitation": Quiet("a form without records"),
    "sign_in": Quiet("a form without records"),
    "sign_out": Quiet("it takes a POST"),
    "annexure": ask.alone("annexure"),
    "annexure_file": Asked(
        lambda world: [reverse("annexure_file", args=[form]) for form in ("docx", "xlsx")]
    ),
    "briefing": ask.papers("briefing"),
    "briefing_file": ask.papers("briefing_file", "docx"),
    "admin:index": ask.alone("admin:index"),
    "admin:login": Quiet("a form without records"),
    "admin:logout": Quiet("it takes a POST"),
    "admin:password_change": Quiet("a form without records"),
    "admin:password_change_done": Quiet("a sentence"),
    "admin:auth_user_password_change": ACCOUNTS,
    "admin:autocomplete": Asked(ask.autocomplete),
    "admin:jsi18n": Quiet("the words of the scripts"),
    "admin:read_date": Quiet("it reads the text it is given"),
    "admin:log_from_text": ask.alone("admin:log_from_text"),
    "admin:app_list": Asked(lambda world: [reverse("admin:app_list", args=["partnerships"])]),
}
UNNAMED: dict[str, tuple] = {
    "<path:object_id>/": (None, Quiet("Django's old address of a form, which leads to it")),
    "(?P<url>.*)$": (None, Quiet("Django's answer to an unknown address")),
}
