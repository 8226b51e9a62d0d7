"""The pages that hand somebody's work over: by itself, with a membership, with an account."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.admin.members import desks
from partnerships.admin.members.log import note_account
from partnerships.dates import day_display
from partnerships.models import Office, OfficeMember, User
from partnerships.models.visibility import is_administrator
from partnerships.services import handing_over, members

PAGES = "partnerships_office"
#: Accounts that are closed at once.
MOST = 20


class HandoverPages:
    """Of an office: a member's open work, to print and to hand over; the end of a membership."""

    def get_urls(self):
        page = self.admin_site.admin_view
        member = "<int:office_id>/members/<int:member_id>/"
        own = [
            path("own-work/", page(self.own_work_view), name=f"{PAGES}_own_work"),
            path(f"{member}handover/", page(self.handover_view), name=f"{PAGES}_handover"),
            path(f"{member}end/", page(self.end_view), name=f"{PAGES}_end_membership"),
        ]
        return own + super().get_urls()

    def own_work_view(self, request):
        """The open work of whoever asks, for the first of their offices."""
        member = request.user.memberships.order_by("office__name", "pk").first()
        if member is None:
            raise Http404
        return HttpResponseRedirect(handover_url(member))

    def handover_view(self, request, office_id, member_id):
        member = _member(office_id, member_id)
        found = desks.parts(member.user, request, member.office)
        if not found:
            raise Http404
        why = desks.WhyForm(request.POST if request.method == "POST" else None)
        if desks.are_valid(found, why) and self._hand_over(request, found[0], why):
            return HttpResponseRedirect(request.path)
        title = _("Open work of %(user)s") % {"user": _named(member.user)}
        return self._work_page(request, "handover", title, member, found, why)

    def _hand_over(self, request, part, why) -> bool:
        """Whether it was done; what was refused is told on the form."""
        if not part.form.is_answered:
            part.form.add_error("to", _("Choose who takes it over, or nobody."))
            return False
        reason, to = why.cleaned_data["reason"], part.form.successor
        try:
            done = handing_over.hand_over(part.desk, to, by=request.user, reason=reason)
        except ValidationError as refusal:
            desks.tell(why, refusal)
            return False
        note_account(request, f"handed the work of {part.desk.account} over to {to or 'nobody'}")
        told = ngettext(
            "The work is handed over, with %(number)d follow-up.",
            "The work is handed over, with %(number)d follow-ups.",
            done.follow_ups,
        )
        self.message_user(request, told % {"number": done.follow_ups}, messages.SUCCESS)
        return True

    def end_view(self, request, office_id, member_id):
        member = _member(office_id, member_id)
        if not is_administrator(request.user) and not _leads(member, request.user):
            raise Http404
        if not members.may_change(member, request.user):
            raise PermissionDenied
        found = desks.parts(member.user, request, member.office)
        why = desks.WhyForm(request.POST if request.method == "POST" else None)
        if desks.are_valid(found, why) and self._end(request, member, found, why):
            return HttpResponseRedirect(members_url(member.office))
        title = _("End the membership of %(user)s") % {"user": _named(member.user)}
        return self._work_page(request, "end_membership", title, member, found, why)

    def _end(self, request, member, found, why) -> bool:
        reason, to = why.cleaned_data["reason"], desks.answered(found)
        try:
            handing_over.end_membership(member, to, by=request.user, reason=reason)
        except ValidationError as refusal:
            desks.tell(why, refusal)
            return False
        note_account(request, f"ended the membership of {member.user} in {member.office}")
        told = _("%(user)s is no member of the office any more.") % {"user": _named(member.user)}
        self.message_user(request, told, messages.SUCCESS)
        return True

    def _work_page(self, request, template, title, member, found, why):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": member.office,
            "member": member,
            "parts": found,
            "why": why,
            "as_of": day_display(request.today),
        }
        return TemplateResponse(request, f"admin/partnerships/{template}.html", context)


class DisablingPage:
    """Of an account: closing it asks who takes its open work over."""

    actions = ["disable_accounts"]

    def get_urls(self):
        page = self.admin_site.admin_view(self.disable_view)
        return [path("disable/", page, name="partnerships_user_disable"), *super().get_urls()]

    def disable_accounts(self, request, queryset):
        keys = list(queryset.order_by("username").values_list("pk", flat=True))
        return HttpResponseRedirect(disable_url(*keys[:MOST]))

    disable_accounts.short_description = gettext_lazy("Disable the chosen accounts")

    def disable_view(self, request):
        accounts = _accounts(request)
        if not accounts:
            raise Http404
        if not all(members.may_disable(account, request.user) for account in accounts):
            raise PermissionDenied
        asked = [(account, desks.parts(account, request)) for account in accounts]
        why = desks.WhyForm(request.POST if request.method == "POST" else None)
        all_parts = [part for _account, found in asked for part in found]
        if desks.are_valid(all_parts, why) and self._disable(request, asked, why):
            return HttpResponseRedirect(_back(request))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Disable accounts"),
            "opts": self.opts,
            "module_name": _back_words(request.user),
            "asked": [{"account": account, "parts": found} for account, found in asked],
            "why": why,
            "back": _back(request),
        }
        return TemplateResponse(request, "admin/partnerships/disable_accounts.html", context)

    def _disable(self, request, asked, why) -> bool:
        reason = why.cleaned_data["reason"]
        answers = [(account, desks.answered(found)) for account, found in asked]
        try:
            handing_over.disable_all(answers, by=request.user, reason=reason)
        except ValidationError as refusal:
            desks.tell(why, refusal)
            return False
        for account, _successors in answers:
            note_account(request, f"disabled the account {account}")
        told = ngettext(
            "%(number)d account is disabled; its sessions have ended.",
            "%(number)d accounts are disabled; their sessions have ended.",
            len(answers),
        )
        self.message_user(request, told % {"number": len(answers)}, messages.SUCCESS)
        return True


def _accounts(request) -> list[User]:
    """The active accounts named in the address, by their keys, that whoever asks knows of.

    A lead knows of the members of their offices; for others the address is not there.
    """
    keys = filter(is_key, request.GET.getlist("account")[:MOST])
    found = User.objects.filter(pk__in=keys, is_active=True).order_by("username")
    if not is_administrator(request.user):
        led = Office.objects.led_by(request.user).values("pk")
        found = found.filter(pk__in=OfficeMember.objects.filter(office__in=led).values("user"))
    return list(found)


def is_key(text: str) -> bool:
    """Whether the text of an address can be the key of a row."""
    return text.isascii() and text.isdigit() and len(text) < 19


def _back(request) -> str:
    if is_administrator(request.user):
        return reverse("admin:partnerships_user_changelist")
    return reverse(f"admin:{PAGES}_own_members")


def _back_words(user) -> str:
    return _("Users") if is_administrator(user) else _("Members")


def _member(office_id, member_id) -> OfficeMember:
    rows = OfficeMember.objects.select_related("user", "office")
    return get_object_or_404(rows, office=office_id, pk=member_id)


def _leads(member, user) -> bool:
    return type(member.office).objects.led_by(user).filter(pk=member.office_id).exists()


def _named(user) -> str:
    return user.get_full_name() or user.get_username()


def members_url(office) -> str:
    return reverse(f"admin:{PAGES}_members", args=[office.pk])


def handover_url(member) -> str:
    return reverse(f"admin:{PAGES}_handover", args=[member.office_id, member.pk])


def end_url(member) -> str:
    return reverse(f"admin:{PAGES}_end_membership", args=[member.office_id, member.pk])


def disable_url(*keys) -> str:
    query = "&".join(f"account={key}" for key in keys)
    return f"{reverse('admin:partnerships_user_disable')}?{query}"
