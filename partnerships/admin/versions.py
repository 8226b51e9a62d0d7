"""Which versions of the records somebody saw on a page, posted back with what is done to them."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partnerships.services import records

#: Posted once for each record that the page showed, as "key.version".
SEEN = "seen_version"


def seen_versions(posted) -> dict[int, int]:
    """{key: version} as the page showed them; what cannot be read is left out."""
    found = {}
    for text in posted.getlist(SEEN):
        key, _dot, version = text.partition(".")
        if _is_number(key) and _is_number(version):
            found[int(key)] = int(version)
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def seen_box(record: models.Model) -> str:
    """The hidden box that says which version of the record is on the page."""
    return format_html(
        '<input type="hidden" name="{}" value="{}.{}">', SEEN, record.pk, record.version
    )


def in_words(refusal: Exception) -> str:
    """The sentences of a `StaleVersion` or a ValidationError, for a message."""
    return " ".join(getattr(refusal, "messages", [str(refusal)]))


def chosen_versions(request) -> dict[int, int]:
    """The versions seen of the records that were chosen in a list."""
    chosen = set(request.POST.getlist(ACTION_CHECKBOX_NAME))
    seen = seen_versions(request.POST)
    return {key: version for key, version in seen.items() if str(key) in chosen}


class SeenVersions:
    """Nothing is done from a list, or on the page that asks, to what somebody saved meanwhile.

    Where all records of all pages are chosen, those of other pages were seen by nobody: the page
    that asks is the first to show them, with the versions that its answer is held to.
    """

    delete_confirmation_template = "admin/partnerships/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/partnerships/delete_selected_confirmation.html"

    def action_checkbox(self, record):
        return format_html("{}{}", super().action_checkbox(record), seen_box(record))

    def render_delete_form(self, request, context):
        return super().render_delete_form(request, {**context, "seen": seen_box(context["object"])})

    def version_seen(self, request, record) -> int:
        """The version that was on the page; 0, which no record has, where the page did not say."""
        return seen_versions(request.POST).get(record.pk, 0)

    def tell_changed(self, request) -> bool:
        """Say which of the records chosen in a list were saved since; whether there are any."""
        seen = chosen_versions(request)
        stored = {record.pk: record for record in self.get_queryset(request).filter(pk__in=seen)}
        told = [
            records.changed_text(stored[key], request.user) if key in stored else _gone()
            for key, version in seen.items()
            if key not in stored or stored[key].version != version
        ]
        for sentence in told:
            self.message_user(request, sentence, messages.ERROR)
        return bool(told)


def _gone() -> str:
    return _("One of the chosen records was removed meanwhile; nothing was done.")
