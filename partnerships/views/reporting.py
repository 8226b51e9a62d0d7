"""`/<section>/<key>/report-an-error/`: anyone who sees a record says what is wrong in it."""

from http import HTTPStatus

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from partnerships.sections import SECTIONS
from partnerships.services import error_reports
from partnerships.services.addresses import address_of, network_of
from partnerships.services.error_reports import LOOKED_AT_WITHIN, Reported, TooManyReports
from partnerships.text import validate_text
from partnerships.views.finding import record_at
from partnerships.views.frame import frame

_SECTIONS = {section.slug: section for section in SECTIONS}
#: Nobody reads a page, writes what is wrong and sends it faster; a form stands open for a day.
LEAST_SECONDS, MOST_SECONDS = 3, 24 * 60 * 60
MOST_CHARACTERS = 2000


def _words(label, help_text="", **options):
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST_CHARACTERS,
        validators=[validate_text],
        widget=area,
        **options,
    )


class ReportForm(forms.Form):
    """`about` is the record's key: a form opened for one record is not taken for another."""

    wrong = _words(gettext_lazy("What is wrong?"))
    right = _words(gettext_lazy("What would be right?"), required=False)
    written_at = forms.URLField(
        label=gettext_lazy("Where is it written?"),
        help_text=gettext_lazy("The address of a page or paper that says so, if there is one."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address, if we may ask back"),
        help_text=gettext_lazy(
            "Only used for questions about this report. Only officials who work on it see it; it "
            "is removed when the report is dealt with."
        ),
        max_length=254,
        required=False,
    )
    #: Left empty by people, who do not see it; programs that post forms fill what they find.
    homepage = forms.CharField(label=gettext_lazy("Leave this box empty"), required=False)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, about, **options):
        self.signer = signing.TimestampSigner(salt=f"report-an-error {about}")
        super().__init__(*args, initial={"opened": self.signer.sign("opened")}, **options)
        for name in ("wrong", "right", "written_at", "email"):
            if self[name].help_text:
                self.fields[name].widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def clean_homepage(self):
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("Leave this box empty."))
        return ""

    def clean(self):
        cleaned = super().clean()
        opened = str(cleaned.get("opened") or "")
        try:
            self.signer.unsign(opened, max_age=MOST_SECONDS)
        except signing.BadSignature:
            self.data = {**self.data.dict(), "opened": self.signer.sign("opened")}
            raise ValidationError(
                _("This form was opened too long ago, or elsewhere. Send it once more.")
            ) from None
        if self._is_fresh(opened):
            raise ValidationError(_("That was very fast. Wait a moment and send it once more."))
        return cleaned

    def _is_fresh(self, opened) -> bool:
        try:
            self.signer.unsign(opened, max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return False
        return True

    @property
    def reported(self) -> Reported:
        names = ("wrong", "right", "written_at", "email")
        return Reported(**{name: self.cleaned_data[name] for name in names})


class ReportView(View):
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request, section_slug, key):
        section = _SECTIONS[section_slug]
        visible = section.model.objects.visible_to(request.user)
        self.record = record_at(section, key, visible.for_reading(), request.user)
        self.owner = error_reports.owner_of(self.record)
        if self.owner is None:
            raise Http404
        self.address = reverse(f"{section.slug}_report_error", args=[self.record.key])
        if key != self.record.key and request.method != "POST":
            return redirect(self.address)
        return super().dispatch(request)

    def get(self, request):
        if "sent" in request.GET:
            return self._page(template="report_sent", page_title=_("Thank you for the report"))
        return self._page(form=ReportForm(about=self.record.key))

    def post(self, request):
        form = ReportForm(request.POST, about=self.record.key)
        if not form.is_valid():
            return self._page(form=form)
        try:
            sender = network_of(address_of(request))
            error_reports.report(self.record, form.reported, address=sender, on=request.today)
        except TooManyReports:
            form.add_error(None, _("Too many reports were sent today. Try again tomorrow."))
            return self._page(form=form, status=HTTPStatus.TOO_MANY_REQUESTS)
        return redirect(f"{self.address}?sent")

    def _page(self, *, template="report_an_error", status=HTTPStatus.OK, **context):
        record, section = self.record, _SECTIONS[self.kwargs["section_slug"]]
        title = getattr(record, "shown_title", "") or str(record)
        return render(
            self.request,
            f"partnerships/{template}.html",
            {
                **frame(self.request),
                "page_title": _("Report an error"),
                "trail": [
                    {"label": section.label, "url": section.list_url()},
                    {"label": title, "url": record.get_absolute_url()},
                ],
                "record_title": title,
                "record_url": record.get_absolute_url(),
                "reference": getattr(record, "reference", "") or getattr(record, "code", ""),
                "days": LOOKED_AT_WITHIN,
                **context,
            },
            status=status,
        )
