from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from partnerships.admin.attachments import FILES, HoldsFiles
from partnerships.admin.base import ACCORDING_TO_WHOM, IN_LANGUAGES, WHO_SEES_IT, RecordAdmin
from partnerships.admin.endings import EndingListFilter, ending_column
from partnerships.admin.evidence import FigureRows
from partnerships.admin.forms import DATES_UNDERSTOOD
from partnerships.admin.from_text import LoggedFromText
from partnerships.admin.layout import section
from partnerships.admin.rows import RowsInBlocks
from partnerships.admin.stages import StatesAtOnce
from partnerships.models import Signature
from partnerships.services import renewing


class SignatureRows(RowsInBlocks):
    model = Signature
    fields = [("organisation", "on_behalf_of", "signed"), ("person", "name", "title")]
    named_by = ("organisation__region",)
    extra_when_new = 2


class AgreementAdmin(HoldsFiles, LoggedFromText, StatesAtOnce, RecordAdmin):
    intro = _(
        "One document each: a renewal is an agreement of its own, which names the earlier one."
    )
    sections = (
        section(
            _("What"),
            "title", ("kind", "kind_as_stated"), ("stage", "partnership"),
            "title_signed_en", "title_signed_ja", "title_signed_hi",
        ),
        section(_("Who signed"), SignatureRows, ("declared_parties", "declared_parties_text")),
        section(
            _("When and where"),
            ("signed", "place"), ("ends", "is_open_ended"), "supersedes",
            note=DATES_UNDERSTOOD,
        ),
        section(_("What it says"), "summary", "sectors", FigureRows),
        section(
            _("Is it a sister affiliation"),
            ("signed_by_heads", "single_topic", "assembly_approved"),
        ),
        section(_("What it belongs to"), "initiatives", "delegations", "events"),
        FILES,
        IN_LANGUAGES,
        ACCORDING_TO_WHOM,
        WHO_SEES_IT,
    )  # fmt: skip
    list_links = ("partnership", "signatures")
    list_display = [
        "named", "signed_on", "signatories", "tie", "kind", "stage", "visibility",
    ]  # fmt: skip
    list_filter = ["stage", EndingListFilter, "kind", "visibility"]

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.renew_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_renew"
        return [path("<path:object_id>/renew/", view, name=name), *super().get_urls()]

    def renew_view(self, request, object_id):
        """The add form filled with what a renewal takes over."""
        record = self._visible_or_404(request, object_id)
        return self.open_filled(request, renewing.successor_of(record, request.user))

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        if not self.has_add_permission(request):
            return tools
        return [*tools, {"label": gettext("Renew it"), "url": self._page("renew", record.pk)}]

    def with_list_links(self, found, user):
        return super().with_list_links(found, user).with_renewals(user)

    def get_list_display(self, request):
        """With the column that speaks of today."""
        named, signed_on, *others = super().get_list_display(request)
        return [named, signed_on, ending_column(request.today), *others]

    @admin.display(description=_("signed"), ordering="signed_earliest")
    def signed_on(self, record):
        return record.signed.display()

    @admin.display(description=_("signatories"))
    def signatories(self, record):
        return ", ".join(str(row.organisation) for row in record.signatures.all()) or "-"

    @admin.display(description=_("partnership"))
    def tie(self, record):
        return record.partnership
