from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.admin.anonymising import AnonymisingPage
from partnerships.admin.base import ACCORDING_TO_WHOM, WHO_SEES_IT, RecordAdmin
from partnerships.admin.evidence import FigureRows
from partnerships.admin.forms import DATES_UNDERSTOOD, RowForm
from partnerships.admin.layout import section
from partnerships.admin.lists import FoldedSearch
from partnerships.admin.moving import MovingPage
from partnerships.admin.office_rows import OfficeRowForm, OfficeRows, OwnRowFormSet
from partnerships.admin.rows import RowsInTable
from partnerships.admin.scope import ScopedAdmin
from partnerships.models import Contact, Holding, Organisation
from partnerships.models.reach import organisations_named
from partnerships.models.visibility import is_administrator
from partnerships.text import fold


class HoldingRows(RowsInTable):
    model = Holding
    fields = ["post", "held_from", "held_until", "seen_on"]
    named_by = ("person", "post__organisation__region")
    extra_when_new = 1


class ContactForm(OfficeRowForm, RowForm):
    pass


class ContactRows(OfficeRows, RowsInTable):
    """Contact data, as far as the user may see it; other offices' rows stay as they are."""

    model = Contact
    form = ContactForm
    formset = OwnRowFormSet
    fields = ["kind", "value", "office", "visibility"]
    named_by = ("office",)


class PersonAdmin(MovingPage, AnonymisingPage, RecordAdmin):
    intro = _("People met in an official role. No private numbers, passports or home addresses.")
    sections = (
        section(_("Who"), "name", "name_local", "other_names", "remark"),
        section(_("Which posts"), HoldingRows, FigureRows, note=DATES_UNDERSTOOD),
        section(
            _("How to reach them"),
            ContactRows,
            note=_("At work only. Never public: for offices that work with the person."),
        ),
        ACCORDING_TO_WHOM,
        WHO_SEES_IT,
    )
    list_links = ("holdings",)
    list_display = ["name", "name_local", "posts", "visibility"]
    list_filter = ["visibility"]

    @admin.display(description=_("posts"))
    def posts(self, record):
        return "; ".join(str(row.post) for row in record.holdings.all()) or "-"


class PostAdmin(FoldedSearch, ScopedAdmin):
    search_fields = ("title",)
    fields = ["title", "organisation"]
    named_by = ("organisation__region",)
    list_display = ["title", "organisation"]

    def editable(self, user):
        """Posts of the organisations that the user may edit."""
        return self.model._default_manager.filter(
            organisation__in=Organisation.objects.editable_by(user).values("pk")
        )

    def get_form(self, request, obj=None, change=False, **options):
        """Where a post lies says whom the records of its holders concern, whoever owns these."""
        form = super().get_form(request, obj, change, **options)
        box = form.base_fields.get("organisation")
        if obj is not None and box is not None and not is_administrator(request.user):
            box.queryset = box.queryset.filter(region=obj.organisation.region_id)
            box.error_messages["invalid_choice"] = _(
                "Choose an organisation in the same region that you may edit; an administrator "
                "moves a post to another."
            )
        return form

    def formfield_for_foreignkey(self, db_field, request, **options):
        """A post is added to, or moved to, an organisation only by who may edit that one."""
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "organisation" and not is_administrator(request.user):
            own = Organisation.objects.editable_by(request.user)
            field.queryset = field.queryset.filter(pk__in=own.values("pk"))
            field.error_messages["invalid_choice"] = _("Choose an organisation that you may edit.")
        return field

    def search(self, queryset, text, user):
        for word in text.split():
            of = organisations_named(fold(word), user)
            queryset = queryset.filter(title__icontains=word) | queryset.filter(organisation__in=of)
        return queryset
