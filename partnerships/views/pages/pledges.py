"""The page of a pledge, and pledges on the pages of the records they were made in."""

from django.utils.translation import gettext as _

from partnerships.dates import day_display
from partnerships.tables.base import party
from partnerships.tables.pledges import pledge_badge, slips_words
from partnerships.views.pages.parts import RecordPage, line_of, link


def context(pledge, user, today) -> dict:
    page = RecordPage(pledge, user, today, title=pledge.text)
    page.badges = [pledge_badge(pledge, today)]
    _add_facts(page)
    page.sections = {
        "first": [party(pledge.made_by)] if pledge.made_by else [],
        "second": [party(pledge.made_to)] if pledge.made_to else [],
        "reviews": [_review(page, review) for review in pledge.reviews.all()],
        "due_changes": [_due_change(page, change) for change in pledge.due_changes.all()],
    }
    return page.context()


def _add_facts(page) -> None:
    pledge = page.record
    if pledge.made_in:
        page.links(_("Made in"), [link(pledge.made_in)])
    page.fact(_("Made on"), _date(pledge.made_when), "made", unknown_text=pledge.made.text)
    slips = slips_words(pledge.slip_count)
    page.fact(_("Due"), _date(pledge.due), "due", unknown_text=_due_words(pledge), note=slips)
    page.fact(_("State"), pledge.get_state_display(), "state")
    page.fact_if(_("Responsible office"), pledge.responsible_office)
    page.fact_if(
        _("In the words of the source"),
        pledge.quote,
        "quote",
        wide=True,
        lang=pledge.quote_language if pledge.quote_language != "other" else "",
    )
    page.prose(_("What shows that it was kept"), pledge.evidence, "evidence")
    page.prose(_("Why it was dropped"), pledge.dropped_because, "dropped_because")


def _date(partial) -> str:
    return partial.display() if partial.is_known else ""


def _due_words(pledge) -> str:
    return pledge.due.display() if pledge.due.text else _("not stated")


def _review(page, review) -> dict:
    """Who looked is told to those who sign in, not to visitors."""
    by = str(review.by) if review.by and page.user.is_authenticated else ""
    return {
        "text": day_display(review.day),
        "badge": {"kind": "written", "text": review.get_found_display()},
        "about": " · ".join(part for part in (review.remark, by) if part),
    }


def _due_change(page, change) -> dict:
    day = day_display(change.changed_on)
    by = str(change.by) if change.by and page.user.is_authenticated else ""
    found: dict = {
        "text": change.display(),
        "about": " · ".join(part for part in (change.reason, day, by) if part),
    }
    if change.is_slip:
        found["badge"] = {"kind": "postponed", "text": _("Slip")}
    return found


def of(pledges, user, today) -> list[dict]:
    """Pledges as links for the page of the record they were made in; one query."""
    return entries(pledges.for_story(user), today)


def entries(pledges, today) -> list[dict]:
    """Pledges read `for_story` as links."""
    return [_entry(pledge, today) for pledge in pledges]


def _entry(pledge, today) -> dict:
    parties = " → ".join(map(str, pledge.parties_seen()))
    due = _("due %(date)s") % {"date": pledge.due.display()} if pledge.due.is_known else ""
    about = (parties, due, slips_words(pledge.slip_count))
    return line_of(
        pledge,
        today,
        text=pledge.text,
        about=" · ".join(part for part in about if part),
        badge=pledge_badge(pledge, today),
    )
