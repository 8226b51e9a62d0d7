"""Merging two records in three steps: which two, what is kept, a look before it is done."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.metrics.lookalikes import look_alikes, sought_of
from partnerships.models import MergedRecord
from partnerships.services import merging, ownership, records
from partnerships.services.merging import preview

LONGEST_REASON = 500
#: The prefix of a choice's name in the form, before the fact's.
CHOICE = "fact-"


class MergePages:
    """The pages that merge two records of the model, and the ways to them."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", view, name=self._merge_name()), *super().get_urls()]

    def _merge_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_merge"

    @property
    def can_be_merged(self) -> bool:
        return self.model in merging.MERGEABLE

    def merge_url(self, **parameters) -> str:
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        return f"{reverse(f'admin:{self._merge_name()}')}?{query}"

    # The ways here

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        if not self.can_be_merged or not self._may_merge(request, record):
            return tools
        return [*tools, {"label": _("Merge"), "url": self.merge_url(record=record.pk)}]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not (self.can_be_merged and self.has_change_permission(request)):
            actions.pop("merge_two", None)
        return actions

    @admin.action(description=gettext_lazy("Merge two into one"))
    def merge_two(self, request, queryset):
        chosen = list(queryset.order_by("pk")[:3])
        if len(chosen) != 2:
            told = _("Choose exactly two records to merge.")
            self.message_user(request, told, messages.WARNING)
            return None
        return redirect(self.merge_url(kept=chosen[0].pk, gone=chosen[1].pk))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """The address of a record that was merged away leads to the one that stands for it."""
        key = int(object_id) if object_id.isdecimal() and len(object_id) < 19 else None
        merges, user = MergedRecord.objects, request.user
        target = merges.target_of(self.model, pk=key, user=user) if key else None
        if target is None or not self.visible(request.user).filter(pk=target).exists():
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        return redirect(f"admin:{opts.app_label}_{opts.model_name}_change", target)

    # The steps

    def merge_view(self, request):
        if not self.can_be_merged:
            raise Http404
        asked = request.POST if request.method == "POST" else request.GET
        if "kept" not in asked and "record" in asked:
            return self._choose_two(request, self._record_of(request, asked.get("record")))
        kept = self._record_of(request, asked.get("kept"))
        gone = self._record_of(request, asked.get("gone"))
        if request.method == "POST" and asked.get("step") == "merge":
            return self._merge(request, kept, gone)
        if request.method == "POST":
            return self._look(request, kept, gone)
        return self._choose_facts(request, kept, gone)

    def _record_of(self, request, key):
        """One of the two; who does not decide on both merges neither."""
        record = self.get_object(request, key or "")
        if record is None:
            raise Http404
        if not self._may_merge(request, record):
            raise PermissionDenied
        return record

    def _may_merge(self, request, record) -> bool:
        own = ownership.may_decide(record, request.user)
        return own and self.has_change_permission(request, record)

    def _choose_two(self, request, record):
        """Step 1: the other one, of the look-alikes or by its reference or slug."""
        named = request.GET.get("with", "").strip()
        error = ""
        if named:
            other = self._named(request, named)
            if other is not None and other != record:
                return redirect(self.merge_url(kept=record.pk, gone=other.pk))
            error = _("“%(key)s” is no other record of this kind.") % {"key": named}
        candidates = [
            {"alike": alike, "url": self.merge_url(kept=record.pk, gone=alike.record.pk)}
            for alike in look_alikes(sought_of(record, request.user), request.user)
            if ownership.may_decide(alike.record, request.user)
        ]
        context = {"record": record, "candidates": candidates, "named": named, "error": error}
        return self._step(request, 1, context)

    def _named(self, request, named):
        column = "reference" if hasattr(self.model, "reference") else "slug"
        wanted = {f"{column}__iexact": named}
        return self.editable(request.user).filter(**wanted).first()

    def _choose_facts(self, request, kept, gone):
        """Step 2: which of the two stays, and whose fact is kept where they differ."""
        drawn = merging.plan(kept, gone, request.user)
        context = {"plan": drawn, "swap_url": self.merge_url(kept=gone.pk, gone=kept.pk)}
        return self._step(request, 2, context)

    def _look(self, request, kept, gone, refusal=None):
        """Step 3: what moves and what would be lost; nothing is written yet."""
        choices = _choices(request.POST)
        try:
            drawn = merging.plan(kept, gone, request.user, choices)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(self.merge_url(kept=kept.pk, gone=gone.pk))
        chosen = [
            {"difference": difference, "choice": drawn.which[difference.name]}
            for difference in drawn.differences
        ]
        context = {
            "plan": drawn,
            "chosen": chosen,
            "groups": preview.groups(drawn, request.user),
            "refusals": refusal.messages if refusal else drawn.refusals,
            "back_url": self.merge_url(kept=kept.pk, gone=gone.pk),
            "reason": request.POST.get("reason", "")[:LONGEST_REASON],
        }
        return self._step(request, 3, context)

    def _merge(self, request, kept, gone):
        try:
            merging.merge(
                kept,
                gone,
                by=request.user,
                expected_version=_number(request.POST.get("version_of_kept")),
                expected_version_of_gone=_number(request.POST.get("version_of_gone")),
                choices=_choices(request.POST),
                reason=request.POST.get("reason", "")[:LONGEST_REASON],
            )
        except records.StaleVersion as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(self.merge_url(kept=kept.pk, gone=gone.pk))
        except ValidationError as refusal:
            return self._look(request, kept, gone, refusal)
        return self._told(request, kept, gone)

    def _told(self, request, kept, gone):
        self.log_change(request, kept, _("Merged with “%(gone)s”.") % {"gone": gone})
        address = reverse("admin:partnerships_mergedrecord_changelist")
        told = format_html(
            _("“{gone}” was merged into “{kept}”. {link}"),
            gone=str(gone),
            kept=str(kept),
            link=format_html('<a href="{}">{}</a>', address, _("Merges, and how to undo one")),
        )
        self.message_user(request, told, messages.SUCCESS)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", kept.pk)

    def _step(self, request, number, context):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge two records into one"),
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "merge_url": reverse(f"admin:{self._merge_name()}"),
            "step": number,
            **context,
        }
        return TemplateResponse(request, f"admin/partnerships/merge_{number}.html", context)


def _choices(posted) -> dict[str, str]:
    return {
        name.removeprefix(CHOICE): value
        for name, value in posted.items()
        if name.startswith(CHOICE)
    }


def _number(text) -> int:
    """A version as posted; 0, which no record has, for anything else."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
