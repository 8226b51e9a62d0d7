"""What the pages of delegations and events share."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.metrics.agenda import is_ahead
from partnerships.metrics.headcounts import headcount_of
from partnerships.metrics.members import parties_of
from partnerships.metrics.replies import replies_of
from partnerships.sections import section_of
from partnerships.services.audience import narrow_badge
from partnerships.tables.base import party
from partnerships.views.pages.parts import RecordPage, link, sector_links
from partnerships.views.pages.timelines import period_text


def add_notices(page: RecordPage) -> None:
    """Say of a planned meeting whose days are past that nobody recorded its outcome."""
    record = page.record
    if record.outcome_not_recorded(page.today):
        told = _(
            "Planned for %(period)s, which is past. "
            "No source recorded here says whether it took place."
        )
        text = told % {"period": period_text(record.start, record.end)}
        page.notices.append({"kind": "warning", "text": text})


def add_to_calendar(page: RecordPage) -> None:
    """Offer a meeting that is to come on stated days as a file for a calendar program."""
    if is_ahead(page.record, page.today):
        section = section_of(type(page.record))
        address = reverse(f"{section.slug}_calendar", args=[page.record.reference])
        page.actions.append({"label": _("Add to calendar (.ics)"), "url": address})


def sections(page: RecordPage) -> dict:
    """The parties with their replies and head-counts, and the people."""
    parties = list(page.record.parties.all())
    return {
        "parties": _party_rows(page, parties),
        "unnamed": parties_of(page.record, parties).unnamed,
        "replies": _replies(page, parties),
        "headcounts_apart": any(row.headcount.is_stated for row in parties),
        "people": _people_rows(page),
    }


def _party_rows(page: RecordPage, parties) -> list[dict]:
    """The parties with role, own head-count and remark, for the table of parties."""
    return [
        {
            "party": party(row.organisation),
            "role_label": row.get_role_display(),
            "headcount": row.headcount.display(),
            "reply_label": row.get_reply_display() if row.reply else "",
            "remark": row.remark,
            **page.marks("parties", row.pk),
        }
        for row in parties
    ]


def _people_rows(page: RecordPage) -> list[dict]:
    """People by record or as printed, with the title of then; leaders first."""
    return [
        {
            "name": row.name or str(row.person),
            "url": row.person.get_absolute_url() if row.person else "",
            "title": row.title,
            "organisation": party(row.organisation) if row.organisation else None,
            "leads": row.leads,
            "level": narrow_badge(row.person, page.today) if row.person else None,
            **page.marks("attendances", row.pk),
        }
        for row in page.record.attendances.all()
    ]


def add_numbers(page: RecordPage, sub_parties=()) -> None:
    """Stated total beside its parts, and declared parties beside the named ones."""
    record = page.record
    rows = list(record.parties.all())
    notes = [
        _parts_note(headcount_of(record, rows)),
        _parts_note(headcount_of(record, sub_parties), of_sub_parties=True),
    ]
    note = " ".join(filter(None, notes))
    page.fact(_("Head-count"), record.headcount.display(), "headcount", note=note)
    if record.declared_parties is not None or record.declared_parties_text:
        declared = parties_of(record, rows)
        page.fact(
            _("Parties declared"),
            record.declared_parties_text or record.declared_parties,
            "declared_parties",
            note=_declared_note(declared),
        )


def _parts_note(count, *, of_sub_parties=False) -> str:
    if not count.parts:
        return ""
    named = [row.shown_title if of_sub_parties else row.organisation for row in count.parts]
    shown = zip(named, count.parts, strict=True)
    parts = ", ".join(f"{name}: {row.headcount.display()}" for name, row in shown)
    if of_sub_parties:
        note = _("Its sub-parties, never added to the total: %(parts)s.") % {"parts": parts}
    else:
        note = _("Stated for parts of it, never added to the total: %(parts)s.") % {"parts": parts}
    if count.difference:
        note += " " + _("The total and the parts differ by %(number)d.") % {
            "number": count.distance
        }
    return note


def _declared_note(declared) -> str:
    if declared.declared is None:
        return ""
    named = ngettext("%(count)d is named", "%(count)d are named", len(declared.named)) % {
        "count": len(declared.named)
    }
    unnamed = ngettext("%(count)d is not", "%(count)d are not", declared.unnamed) % {
        "count": declared.unnamed
    }
    return _("%(named)s, %(unnamed)s.") % {"named": named, "unnamed": unnamed}


def add_links(page: RecordPage, list_url: str) -> None:
    """Sectors, initiatives and partnerships of a meeting."""
    record = page.record
    page.links(_("Sectors"), sector_links(record, list_url), "sectors", wide=True)
    page.links(_("Initiatives"), map(link, record.initiatives.all()), "initiatives")
    page.links(_("Counts towards"), map(link, record.partnerships.all()), "partnerships")


def _replies(page: RecordPage, parties):
    """Who answered the invitation, for those who are signed in; None where nobody was invited."""
    if not page.user.is_authenticated:
        return None
    found = replies_of(parties, page.today)
    return found if found.invited.rows else None
