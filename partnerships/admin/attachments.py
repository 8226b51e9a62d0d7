"""Files of a record, as rows on its form."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.folding import FoldedForm, FoldedRows, Told
from partnerships.admin.forms import RowForm
from partnerships.admin.layout import section
from partnerships.admin.office_rows import OfficeRowForm, OfficeRowFormSet, OfficeRows
from partnerships.models import Attachment
from partnerships.models.attachments import FileKind
from partnerships.services.files import checking, keeping


class FileBox(forms.FileInput):
    """Chooses a file, or leads to the one that is stored: a file is never replaced."""

    def __init__(self, attrs=None, stored=None, lost=None):
        accepted = ",".join(checking.accepted_endings())
        super().__init__({"accept": accepted, **(attrs or {})})
        self.stored = stored
        #: What was uploaded with a form that comes back; a browser does not choose it again.
        self.lost = lost

    def render(self, name, value, attrs=None, renderer=None):
        if self.stored is not None:
            about = file_words(self.stored)
            link = '<a href="{}">{}</a> <span class="help">{}</span>'
            return format_html(link, self.stored.get_absolute_url(), self.stored.name, about)
        box = super().render(name, value, attrs, renderer)
        if not self.lost:
            return box
        told = _("A form that comes back keeps no file: choose “%(name)s” again.")
        words = told % {"name": checking.shown_name(self.lost.name)}
        return format_html(
            '<div class="file-box">{}<p class="file-box__note">{}</p></div>', box, words
        )


def file_words(attachment: Attachment) -> str:
    """Kind and size: "PDF · 1.2 MB"."""
    return f"{attachment.get_kind_display()} · {filesizeformat(attachment.size)}"


class AttachmentForm(OfficeRowForm, FoldedForm, RowForm):
    line = (("title",), ("language",), ("office",), ("visibility",))

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,  # refused below, by name
        widget=FileBox,
    )

    #: The file of a new row, once it was found good.
    checked: checking.Checked | None = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["file"].disabled = True
            self.fields["file"].widget = FileBox(stored=self.instance)
        elif self.is_bound:
            self.fields["file"].widget = FileBox(lost=self.lost)

    @property
    def lost(self):
        """What was uploaded with a form that comes back, None where nothing was."""
        return self.files.get(self.add_prefix("file")) if self.is_bound else None

    @property
    def is_open(self):
        return super().is_open or self.lost is not None

    @property
    def told(self):
        first, *others = super().told
        if self.instance.pk:
            words = f"{self.instance} · {file_words(self.instance)}"
        elif self.lost is not None and not first:
            words = checking.shown_name(self.lost.name)
        else:
            return [first, *others]
        return [[Told("file", self["file"].label, words, says_label=False)], *others]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if self.instance.pk:
            return None
        if upload is None:
            raise ValidationError(_("Choose a file."))
        self.checked = checking.check(upload)
        return upload

    def clean(self):
        cleaned = super().clean()
        if self.checked is not None:
            for fact in ("kind", "name", "size", "sha256"):
                setattr(self.instance, fact, getattr(self.checked, fact))
        return cleaned


class AttachmentFormSet(OfficeRowFormSet):
    def clean(self):
        super().clean()
        filled = self.filled()
        most = settings.SETUHASHI_FILES_PER_RECORD
        if len(filled) > most:
            told = _("A record has at most %(most)d files; these are %(number)d.")
            raise ValidationError(told % {"most": most, "number": len(filled)})
        self._tell_same([form for form in filled if form.instance.sha256])

    def _tell_same(self, forms_with_files):
        """Tell a file that is there already, among those that the writer sees."""
        seen: dict[str, str] = {}
        for form in forms_with_files:
            file = form.instance
            if file.pk is None and file.sha256 in seen:
                told = _("The same file is attached already, as “%(name)s”.")
                form.add_error("file", told % {"name": seen[file.sha256]})
            seen.setdefault(file.sha256, str(file))

    def uploads(self) -> list:
        """(row, content) of the files to be stored with this save, and whether a place was lost."""
        new = [form for form in self.filled() if form.instance.pk is None]
        return [(form.instance, form.checked) for form in new if form.checked]


class AttachmentRows(OfficeRows, FoldedRows):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    named_by = ("office",)
    view_on_site = False  # the box itself leads to the file
    fieldsets = [(None, {"fields": [("file", "title", "language"), ("office", "visibility")]})]


def _note() -> str:
    told = _("Files of at most %(most)d MB, without a password: %(kinds)s.")
    return told % {"kinds": ", ".join(FileKind.values), "most": settings.SETUHASHI_FILE_MB}


FILES = section(gettext_lazy("Files"), AttachmentRows, note=lazy(_note, str)())


class HoldsFiles:
    """Stores the files of new rows before the record is saved with them."""

    def save_related(self, request, form, formsets, change):
        uploads = [
            upload
            for formset in formsets
            if isinstance(formset, AttachmentFormSet)
            for upload in formset.uploads()
        ]
        with keeping.kept((row, checked.content) for row, checked in uploads):
            super().save_related(request, form, formsets, change)
        request.lost_places = [checked.name for _row, checked in uploads if checked.lost_its_place]

    def told_after(self, request, record):
        told = super().told_after(request, record)
        for name in getattr(request, "lost_places", ()):
            words = _("“%(name)s” said where it was taken; that was left out.")
            told.append(words % {"name": name})
        return told
