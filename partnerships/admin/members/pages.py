"""The page of an office's members: invite them, change their role."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.admin.members import mails
from partnerships.admin.members.forms import InviteForm, roles_below
from partnerships.admin.members.handing import (
    PAGES,
    HandoverPages,
    disable_url,
    end_url,
    handover_url,
    is_key,
)
from partnerships.admin.members.log import note_account
from partnerships.admin.versions import in_words
from partnerships.metrics.accounts import unused_words
from partnerships.models import Invitation, Office, OfficeMember
from partnerships.services import inviting, members


class MembersPages(HandoverPages):
    """For the leads of an office and administrators; to others there is no such page."""

    def get_urls(self):
        page = self.admin_site.admin_view
        own = [
            path("members/", page(self.own_members_view), name=f"{PAGES}_own_members"),
            path("<int:office_id>/members/", page(self.members_view), name=f"{PAGES}_members"),
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        led = Office.objects.led_by(request.user)
        tools = []
        if is_key(object_id) and led.filter(pk=object_id).exists():
            url = reverse(f"admin:{PAGES}_members", args=[object_id])
            tools = [{"label": _("Members and invitations"), "url": url}]
        context = {"record_tools": tools, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def own_members_view(self, request):
        """The office that the user leads; where there are several, or none, the list of offices."""
        led = list(Office.objects.led_by(request.user).values_list("pk", flat=True)[:2])
        if len(led) == 1:
            return HttpResponseRedirect(reverse(f"admin:{PAGES}_members", args=led))
        return HttpResponseRedirect(reverse(f"admin:{PAGES}_changelist"))

    def members_view(self, request, office_id):
        office = _led(request, office_id)
        if request.method == "POST":
            return self._act(request, office)
        return self._page(request, office)

    def _page(self, request, office, form=None, **more):
        rows = office.members.select_related("user").prefetch_related("user__memberships")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Members of %(office)s") % {"office": office},
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": office,
            "members": [
                _line(member, request.user, request.today)
                for member in rows.order_by("user__username")
            ],
            "invitations": _unanswered(office),
            "form": form or InviteForm(office=office, by=request.user),
            **more,
        }
        return TemplateResponse(request, "admin/partnerships/members.html", context)

    def _act(self, request, office):
        actions = {
            "invite": self._invite,
            "renew": self._renew,
            "revoke": self._revoke,
            "role": self._change_role,
        }
        act = actions.get(request.POST.get("action", ""))
        if act is None:
            raise Http404
        return act(request, office)

    def _invite(self, request, office):
        form = InviteForm(request.POST, office=office, by=request.user)
        if form.is_valid():
            values = form.cleaned_data
            try:
                invited = inviting.invite(office, by=request.user, **values)
            except ValidationError as refusal:
                form.add_error(None, in_words(refusal))
            else:
                row = invited.invitation
                note_account(request, f"invited {row.email} into {office} as {row.role}")
                return self._hand_out(request, office, invited)
        return self._page(request, office, form)

    def _hand_out(self, request, office, invited):
        """Mail the link, or show it this once."""
        way, email = _way(invited), invited.invitation.email
        if mails.goes_by_mail() and mails.send(invited, f"{settings.SETUHASHI_ADDRESS}{way}"):
            told = _("The invitation was mailed to %(email)s.") % {"email": email}
            self.message_user(request, told, messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        address = request.build_absolute_uri(way)
        link = {"address": address, "email": email, "tried": mails.goes_by_mail()}
        return self._page(request, office, link=link)

    def _renew(self, request, office):
        invitation = _of_office(Invitation, office, request.POST.get("invitation"))
        try:
            invited = inviting.renew(invitation, by=request.user)
        except (inviting.NotOpen, ValidationError):
            told = _("This invitation cannot be sent again; nothing was done.")
            self.message_user(request, told, messages.ERROR)
            return HttpResponseRedirect(request.path)
        note_account(request, f"invited {invitation.email} into {office} once more")
        return self._hand_out(request, office, invited)

    def _revoke(self, request, office):
        invitation = _of_office(Invitation, office, request.POST.get("invitation"))
        try:
            inviting.revoke(invitation)
        except inviting.NotOpen:
            told = _("This invitation was answered meanwhile; nothing was done.")
            self.message_user(request, told, messages.ERROR)
        else:
            note_account(request, f"took back the invitation of {invitation.email} into {office}")
            self.message_user(request, _("The invitation was taken back."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _change_role(self, request, office):
        member = _of_office(OfficeMember, office, request.POST.get("member"))
        try:
            changed = members.change_role(member, request.POST.get("role", ""), by=request.user)
        except ValidationError as refusal:
            self.message_user(request, in_words(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)
        if changed:
            member.refresh_from_db()
            role = member.get_role_display()
            note_account(request, f"made {member.user} {member.role} of {office}")
            told = _("%(user)s is now: %(role)s") % {"user": member.user, "role": role}
            self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(request.path)


def _led(request, office_id) -> Office:
    """An office that the user leads; one that they do not is answered as one that never was."""
    return get_object_or_404(Office.objects.led_by(request.user), pk=office_id)


def _of_office(model, office, key):
    """The invitation or member that was posted, of this office alone."""
    if not is_key(key or ""):
        raise Http404
    return get_object_or_404(model.objects.filter(office=office), pk=key)


def _unanswered(office) -> list[dict]:
    now = timezone.now()
    found = Invitation.objects.unanswered().filter(office=office).select_related("by")
    return [{"row": row, "has_run_out": row.expires_at <= now} for row in found]


def _line(member, by, today) -> dict:
    may = members.may_change(member, by)
    closable = member.user.is_active and members.may_disable(member.user, by)
    return {
        "row": member,
        "unused": unused_words(member.user, today),
        "roles": roles_below(member, by) if may else [],
        "work_url": handover_url(member),
        "end_url": end_url(member) if may else "",
        "disable_url": disable_url(member.user_id) if closable else "",
    }


def _way(invited) -> str:
    """The path to follow, in the language of the mail."""
    with override(invited.invitation.language):
        return reverse("invitation", args=[invited.token])
