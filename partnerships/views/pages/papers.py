"""Follow-ups and notes on the page of any record, for those who sign in."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.dates import day_display
from partnerships.services.audience import level_badge
from partnerships.tables.follow_ups import follow_up_badge


def rows(record, user) -> tuple:
    """The querysets of its follow-ups and notes; none for a visitor."""
    if not user.is_authenticated or not hasattr(record, "follow_ups"):
        return ()
    kind = type(record)
    return (
        record.follow_ups.of_visible_record(user, kind).for_reading().soonest_first(),
        record.notes.of_visible_record(user, kind).for_reading(),
    )


def context(follow_ups, notes, today) -> dict:
    """What components/papers.html draws."""
    return {
        "follow_ups": [_follow_up(follow_up, today) for follow_up in follow_ups],
        "notes": [_note(note) for note in notes],
    }


def overdue_notice(follow_ups) -> list[dict]:
    """The notice that some of the drawn follow-ups are overdue, none where none is."""
    number = sum(entry["badge"]["kind"] == "overdue" for entry in follow_ups)
    if not number:
        return []
    told = ngettext(
        "%(number)d follow-up is overdue.", "%(number)d follow-ups are overdue.", number
    )
    return [{"kind": "warning", "text": told % {"number": number}}]


def _follow_up(follow_up, today) -> dict:
    due = _("due %(date)s") % {"date": follow_up.due.display()} if follow_up.due.is_known else ""
    by = _("by %(user)s") % {"user": follow_up.done_by} if follow_up.done_by else ""
    about = (due, follow_up.office, follow_up.person, by)
    return {
        "text": follow_up.what,
        "badge": follow_up_badge(follow_up, today),
        "about": " · ".join(str(part) for part in about if part),
        "report": _report(follow_up),
        "level": level_badge(follow_up.visibility),
    }


def _report(follow_up) -> dict | None:
    """What a reader reported, which the follow-up is about; its address is no link, nor sure."""
    report = getattr(follow_up, "report", None)
    if report is None:
        return None
    told = (
        (_("Wrong"), report.wrong),
        (_("Right would be"), report.right),
        (_("Written at"), report.written_at),
        (_("Ask back at"), report.shown_email),
    )
    return {"rows": [{"label": label, "text": text} for label, text in told if text]}


def _note(note) -> dict:
    about = (note.office, note.author, day_display(localtime(note.written_at).date()))
    return {
        "text": note.text,
        "about": " · ".join(str(part) for part in about if part),
        "level": level_badge(note.visibility),
    }
