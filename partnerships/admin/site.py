"""The admin's own site: models in the order people think of them, the records last edited."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from partnerships import models
from partnerships.admin.endings import to_renew
from partnerships.admin.fields import reading_of
from partnerships.admin.log_from_text import log_from_text, may_log_from_text
from partnerships.admin.members.first_page import told_of_people
from partnerships.admin.overdue import overdue_lines
from partnerships.admin.refusals import NO_WAY_IN, noting_refusals
from partnerships.models.access import AccessKind
from partnerships.models.sources import record_models
from partnerships.models.visibility import may_enter_admin
from partnerships.services.access_log import record_access
from partnerships.services.signing_in.forms import SignInForm

GROUPS = (
    (
        _("What happens"),
        (
            models.Delegation,
            models.Event,
            models.Agreement,
            models.Partnership,
            models.Initiative,
            models.ExchangeProgramme,
            models.Pledge,
            models.Target,
        ),
    ),
    (_("Who and where from"), (models.Organisation, models.Person, models.Post, models.Source)),
    (
        _("Reference data"),
        (models.State, models.Prefecture, models.Sector, models.FollowUpTemplate),
    ),
    (_("Accounts"), (models.User, models.Office)),
    (
        _("Books"),
        (
            models.AccessEvent,
            models.ImportBatch,
            models.MergedRecord,
            models.Reminder,
            models.ReferenceCounter,
            models.SeededRow,
        ),
    ),
)
LOOKED_THROUGH = 100
SHOWN = 10


class EnteringForm(SignInForm):
    """Signs in whom the admin is open to; the others learn that it is not."""

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if not may_enter_admin(user):
            refused = AccessKind.SIGN_IN_REFUSED
            record_access(refused, self.request, account=user.get_username(), reason=NO_WAY_IN)
            raise ValidationError(
                _("This account reads. Sign in on the site; an administrator can let you edit."),
                code="reads_only",
            )


class RegisterSite(admin.AdminSite):
    login_form = EnteringForm
    site_title = _("Setuhashi admin")
    site_header = _("Setuhashi")
    index_title = _("What would you like to record?")
    site_url = reverse_lazy("home")
    #: The lists need its width; the index is one click away.
    enable_nav_sidebar = False

    def password_change(self, request, extra_context=None):
        """On the site's own page, where tries are counted."""
        return redirect("account_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_security")

    def has_permission(self, request):
        return may_enter_admin(request.user)

    def admin_view(self, view, cacheable=False):
        return noting_refusals(self, super().admin_view(view, cacheable))

    def get_urls(self):
        """Without Django's way from a key to a record's page: it names hidden records too."""
        kept = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        own = [
            path("read-date/", self.admin_view(self.read_date), name="read_date"),
            path("log-from-text/", self.admin_view(self.log_from_text), name="log_from_text"),
        ]
        return own + kept

    def log_from_text(self, request):
        return log_from_text(self, request)

    def read_date(self, request):
        """What a text is understood as, for the boxes of dates while somebody types."""
        text, day = request.GET.get("text", ""), "day" in request.GET
        understood, words = reading_of(text, single_day=day)
        return JsonResponse({"understood": understood, "words": words})

    def get_app_list(self, request, app_label=None):
        """The models in groups, in the order people think of them; one app's as Django lists it."""
        found = super().get_app_list(request, app_label)
        if app_label:
            return found
        entries = {entry["model"]: entry for app in found for entry in app["models"]}
        groups = [
            {
                "name": title,
                "app_label": "partnerships",
                "app_url": reverse("admin:app_list", args=["partnerships"]),
                "has_module_perms": True,
                "models": [entries.pop(model) for model in members if model in entries],
            }
            for title, members in GROUPS
        ]
        return [group for group in groups if group["models"]]

    def index(self, request, extra_context=None):
        shown = {
            "recent_edits": recent_edits(request.user),
            "to_renew": to_renew(request.user, request.today),
            "overdue": overdue_lines(request.user, request.today),
            "people": told_of_people(request.user, request.today),
            "may_log_from_text": may_log_from_text(self, request),
        }
        return super().index(request, {**shown, **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        """Without Django's list of one's own actions, which names what is hidden since."""
        shown = {"recent_edits": recent_edits(request.user)}
        return super().app_index(request, app_label, {**shown, **(extra_context or {})})


def recent_edits(user) -> list[dict]:
    """The records that people last edited, as far as `user` is told of it, newest first.

    Edits of which the user is not told take no place of others: where too few are left of the last
    ones, all are asked for, which takes longer. Two queries at most for the edits and one for each
    kind of record among them.
    """
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in record_models()}
    by_people = models.Change.objects.filter(content_type__in=kinds, revision__user__isnull=False)
    newest = by_people.order_by("-pk").values("pk")[:LOOKED_THROUGH]
    latest = _latest(by_people.filter(pk__in=newest), user)
    if len(latest) < SHOWN:
        latest = _latest(by_people, user)
    records = _visible_records(latest, kinds, user)
    shown = [(records[key], edit) for key, edit in latest.items() if key in records]
    return [_line(record, edit) for record, edit in shown[:SHOWN]]


def _latest(edits, user) -> dict[tuple, models.Change]:
    """The last edit of each record, by kind and key, among the newest that `user` is told of."""
    told = edits.visible_to(user).select_related("revision__user").order_by("-pk")
    latest: dict[tuple, models.Change] = {}
    for edit in told[:LOOKED_THROUGH]:
        latest.setdefault((edit.content_type_id, edit.object_id), edit)
    return latest


def _visible_records(keys, kinds, user) -> dict:
    found = {}
    for kind in {kind for kind, _key in keys}:
        wanted = [key for of, key in keys if of == kind]
        rows = kinds[kind].objects.visible_to(user).filter(pk__in=wanted).for_reading()
        found |= {(kind, record.pk): record for record in rows}
    return found


def _line(record, edit) -> dict:
    meta = record._meta
    return {
        "title": str(record),
        "url": reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk]),
        "kind_label": meta.verbose_name,
        "when_text": date_format(localtime(edit.revision.date_created), "j M Y, H:i"),
        "by": edit.revision.user.get_full_name() or edit.revision.user.get_username(),
    }
