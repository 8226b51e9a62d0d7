from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import ACCORDING_TO_WHOM, WHO_SEES_IT, RecordAdmin
from partnerships.admin.evidence import FigureRows
from partnerships.admin.forms import DATES_UNDERSTOOD
from partnerships.admin.layout import section
from partnerships.admin.rows import RowsInBlocks, RowsInTable
from partnerships.models import InitiativeAim, Membership
from partnerships.models.languages import SUMMARIES


class AimRows(RowsInTable):
    model = InitiativeAim
    fields = ["kind", "text", "hedge", "order"]
    extra_when_new = 1


class MembershipRows(RowsInBlocks):
    model = Membership
    fields = [
        ("organisation", "role", "is_declared_member"),
        ("standing", "joined", "left", "remark"),
    ]
    named_by = ("organisation__region",)
    extra_when_new = 1


class InitiativeAdmin(RecordAdmin):
    intro = _("An initiative is a framework, plan or series that parties join.")
    sections = (
        section(
            _("What"),
            "name", ("name_ja", "name_hi"), "other_names", ("kind", "hedge"), "parent", "summary",
        ),
        section(_("Since when"), ("launched", "launched_at"), note=DATES_UNDERSTOOD),
        section(_("Who belongs to it"), "declared_size", MembershipRows),
        section(_("What it aims at"), AimRows, "sectors", FigureRows),
        section(_("Is it on record twice"), "possibly_same_as", "possibly_same_remark"),
        section(_("In other languages"), *SUMMARIES),
        ACCORDING_TO_WHOM,
        WHO_SEES_IT,
    )  # fmt: skip
    list_links = ("parent", "memberships")
    list_display = ["name", "kind", "launch", "part_of", "members", "visibility"]
    list_filter = ["kind", "visibility"]

    @admin.display(description=_("launched"), ordering="launched_earliest")
    def launch(self, record):
        return record.launched.display()

    @admin.display(description=_("part of"))
    def part_of(self, record):
        return record.parent

    @admin.display(description=_("members named"))
    def members(self, record):
        named = sum(row.is_declared_member for row in record.memberships.all())
        if record.declared_size is None:
            return named
        return _("%(named)d of %(declared)d") % {"named": named, "declared": record.declared_size}
