from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import ACCORDING_TO_WHOM, IN_LANGUAGES, WHO_SEES_IT, RecordAdmin
from partnerships.admin.confirming import Confirming
from partnerships.admin.evidence import FigureRows
from partnerships.admin.forms import DATES_UNDERSTOOD
from partnerships.admin.layout import section
from partnerships.admin.rows import RowsInTable
from partnerships.choices import Country
from partnerships.models import PartnershipParty


class PartnershipPartyRows(RowsInTable):
    model = PartnershipParty
    fields = ["side", "organisation"]
    named_by = ("organisation__region",)
    extra_when_new = 2
    one_needed = _("Name the parties of the tie, an Indian and a Japanese one.")


class PartnershipAdmin(Confirming, RecordAdmin):
    intro = _("A partnership is a lasting tie; its documents are agreements, each by itself.")
    sections = (
        section(_("Who"), PartnershipPartyRows),
        section(_("What"), "title", ("kind", "kind_as_stated"), "summary", "origin", "begun"),
        section(
            _("How it stands"),
            "standing", ("standing_from", "standing_until"), "standing_remark", "checked_on",
            note=DATES_UNDERSTOOD,
        ),
        section(_("What it belongs to"), "sectors", "initiatives", FigureRows),
        IN_LANGUAGES,
        ACCORDING_TO_WHOM,
        WHO_SEES_IT,
    )  # fmt: skip
    list_links = ("parties",)
    list_display = ["title", "india", "japan", "kind", "standing", "checked_on", "visibility"]
    list_filter = ["standing", "kind", "visibility"]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A new tie offers a row for each side."""
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PartnershipPartyRows) and (obj is None or obj.pk is None):
            options.setdefault("initial", [{"side": Country.INDIA}, {"side": Country.JAPAN}])
        return options

    @admin.display(description=_("India"))
    def india(self, record):
        return _names(record.side(Country.INDIA))

    @admin.display(description=_("Japan"))
    def japan(self, record):
        return _names(record.side(Country.JAPAN))


def _names(organisations) -> str:
    return ", ".join(map(str, organisations)) or "-"
