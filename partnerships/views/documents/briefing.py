"""The briefing on a partnership: two pages to hand over before a meeting."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.choices import Country, Stage
from partnerships.dates import PartialDate, day_display, sort_key
from partnerships.metrics.endings import end_in_words, term_of
from partnerships.models import Agreement
from partnerships.tables.base import state_badge
from partnerships.views.documents.briefing_facts import Facts
from partnerships.views.documents.briefing_people import SCRIPTS, people, programmes, sectors
from partnerships.views.documents.content import (
    Line,
    Paper,
    Referee,
    Section,
    Words,
    first_of,
    joined,
    more_words,
    plain,
)
from partnerships.views.pages.timelines import period_text

#: How many lines of each kind two pages hold.
MOST_HAPPENED, MOST_AGREEMENTS, MOST_PLEDGES, MOST_AHEAD, MOST_SOURCES = 8, 5, 4, 6, 16
#: What is told of a long text.
MOST_CHARACTERS = 280


def briefing(partnership, user, on: date, today: date) -> Paper:
    """The briefing of the day `on`, as far as `user` may see, in the reader's language."""
    facts = Facts(partnership, user, on, today)
    referee = Referee(facts.grounds, MOST_SOURCES)
    sections = (
        _parties(facts),
        _relation(facts, referee),
        _in_force(facts, referee),
        _visits(facts, referee),
        _pledges(facts, referee),
        people(facts, referee),
        programmes(facts, referee),
        sectors(facts),
        _ahead(facts, referee),
    )
    return Paper(
        title=partnership.shown_title,
        subtitle=_("Briefing, as of %(date)s") % {"date": day_display(on)},
        on=on,
        name=f"{partnership.slug}-briefing-{on.isoformat()}",
        url=reverse("briefing", args=[partnership.slug]),
        sections=tuple(section for section in sections if not section.is_empty or section.empty),
        sources=referee.sources(),
        more_sources=referee.more_sources(),
        legend=referee.legend(),
        notes=_notes(on, today),
    )


def _notes(on, today) -> tuple[str, ...]:
    """What a reader has to know of a day that is not today."""
    if on == today:
        return ()
    said = {"day": day_display(on), "today": day_display(today)}
    told = _("Told for %(day)s from what is recorded on %(today)s.") % said
    if on > today:
        return (told,)
    as_now = _(
        "The standing, the programmes and what was planned then are told as they are today, and "
        "so are pledges whose state was changed without a review."
    )
    return (f"{told} {as_now}",)


def _parties(facts) -> Section:
    return Section(
        _("Parties"),
        points=tuple(
            (
                Words(f"{country.label}: ", strong=True),
                *joined(
                    [_party(organisation) for organisation in facts.partnership.side(country)]
                    or [Words(_("unknown"))]
                ),
            )
            for country in Country
        ),
    )


def _party(organisation) -> Line:
    """Its name, the name in its own script where that is another, and what it is."""
    holder = organisation.region if organisation.is_regional_government else organisation
    language = SCRIPTS.get(organisation.country, "")
    own = getattr(holder, f"name_{language}", "") if language else ""
    name = Words(str(organisation), url=holder.get_absolute_url())
    kind = organisation.get_kind_display()
    if own and own != str(organisation):
        return (name, Words(" "), Words(own, lang=language), Words(f" ({kind})"))
    return (name, Words(f" ({kind})"))


# The relation


def _relation(facts, referee) -> Section:
    tie = facts.partnership
    entries = sorted(facts.happened, key=lambda one: sort_key(_when(one)))
    told = entries[-MOST_HAPPENED:]
    return Section(
        _("The relation in short"),
        sentences=tuple(_standing(tie, referee)),
        widths=(18, 20, 62),
        rows=tuple(_happened(record, referee) for record in told),
        more=more_words(len(entries) - len(told) + facts.unread),
        empty=_("Nothing is recorded yet."),
    )


def _standing(tie, referee):
    standing = {"kind": tie.get_kind_display(), "standing": tie.get_standing_display()}
    yield (
        referee.words(_("%(kind)s; standing: %(standing)s.") % standing, tie, "kind", "standing"),
        Words(" "),
        _begun(tie, referee),
    )
    for text, name in ((tie.origin, "origin"), (tie.shown_summary, "summary")):
        if text:
            yield (referee.words(_shortened(text), tie, name, lang=_language(tie)),)


def _begun(tie, referee) -> Words:
    if not tie.begun.is_known:
        return Words(_("When it began is not recorded."))
    begun = _("Begun %(date)s.") % {"date": tie.begun.display()}
    return referee.words(begun, tie, "begun")


def _shortened(text: str) -> str:
    """The text in one paragraph; a long one breaks off between words."""
    text = " ".join(text.split())
    if len(text) <= MOST_CHARACTERS:
        return text
    cut = text[:MOST_CHARACTERS]
    return f"{cut.rpartition(' ')[0] or cut} …"


def _language(record) -> str:
    return record.language if record.language != "other" else ""


def _when(record) -> PartialDate:
    return getattr(record, record.dated_by)


def _happened(record, referee) -> tuple[Line, ...]:
    if isinstance(record, Agreement):
        what, when = _("Signed"), period_text(record.signed, PartialDate.unknown())
    else:
        what, when = _what(record), period_text(record.start, record.end)
    title = Words(record.shown_title, url=record.get_absolute_url())
    grounds = referee.words("", record, "", record.dated_by)
    return (plain(when), plain(what), (title, grounds))


def _what(meeting) -> str:
    if hasattr(meeting, "direction"):
        return meeting.get_direction_display()
    return meeting.get_kind_display()


# Agreements, visits, pledges


def _in_force(facts, referee) -> Section:
    running = [agreement for agreement in facts.agreements if agreement.runs]
    rows, more = first_of(running, MOST_AGREEMENTS)
    return Section(
        _("Agreements in force"),
        columns=(_("Agreement"), _("Signed"), _("Term"), _("Left")),
        widths=(45, 20, 20, 15),
        rows=tuple(_agreement(agreement, facts.on, referee) for agreement in rows),
        more=more,
        empty=_("No agreement in force is recorded."),
    )


def _agreement(agreement, on, referee) -> tuple[Line, ...]:
    title = Words(agreement.shown_title, url=agreement.get_absolute_url())
    signed = referee.words(agreement.signed.display(), agreement, "signed")
    ending = term_of(agreement, on)
    if ending is None:
        open_ended = agreement.is_open_ended
        term = _("without an end") if open_ended else _("end not stated")
        return ((title,), (signed,), plain(term), plain("–"))
    term = referee.words(_("ends %(date)s") % {"date": end_in_words(agreement)}, agreement, "ends")
    return ((title,), (signed,), (term,), plain(ending.short_text))


def _visits(facts, referee) -> Section:
    visits = facts.visits
    points = tuple(
        (Words(label, strong=True), *_visit(mission, referee))
        for label, mission in (
            (_("Last from India to Japan: "), visits.to_japan),
            (_("Last from Japan to India: "), visits.to_india),
        )
    )
    return Section(_("Visits each way"), points=(*points, plain(visits.owing_text)))


def _visit(mission, referee) -> Line:
    if mission is None:
        return plain(_("none recorded"))
    return (
        referee.words(period_text(mission.start, mission.end), mission, "start"),
        Words(", "),
        Words(mission.shown_title, url=mission.get_absolute_url()),
    )


def _pledges(facts, referee) -> Section:
    points: list[Line] = []
    left = 0
    for label, pledges in _by_side(facts.pledges):
        shown = pledges[:MOST_PLEDGES]
        left += len(pledges) - len(shown)
        points += [_pledge(label, pledge, facts.on, referee) for pledge in shown]
    return Section(
        _("Open pledges"),
        points=tuple(points),
        more=more_words(left),
        empty=_("No open pledge is recorded."),
    )


def _by_side(pledges):
    """(heading, pledges) of each side, those of others and of nobody named last."""
    labels = {
        Country.INDIA.value: _("By the Indian side: "),
        Country.JAPAN.value: _("By the Japanese side: "),
        "": _("By others: "),
    }
    for side, label in labels.items():
        yield label, [pledge for pledge in pledges if _side_of(pledge) == side]


def _side_of(pledge) -> str:
    return pledge.made_by.side if pledge.made_by_seen and pledge.made_by else ""


def _pledge(label, pledge, on, referee) -> Line:
    about = [pledge.get_state_display().lower()]
    if pledge.is_overdue(on):
        about = [_("overdue since %(date)s") % {"date": pledge.due.display()}]
    elif pledge.due.is_known:
        about.append(_("due %(date)s") % {"date": pledge.due.display()})
    if pledge.made_when.is_known:
        about.append(_("made %(date)s") % {"date": pledge.made_when.display()})
    by = str(pledge.made_by) if pledge.made_by_seen and pledge.made_by else ""
    return (
        Words(label, strong=True),
        Words(f"{by}: " if by else ""),
        Words(pledge.text, url=pledge.get_absolute_url(), lang=_language(pledge)),
        referee.words(f" ({', '.join(about)})", pledge),
    )


# What comes


def _ahead(facts, referee) -> Section:
    ahead = facts.ahead
    on = facts.known_until
    coming = [_planned(record, on, referee) for record in (*ahead.coming, *ahead.undated)]
    coming += [_ends(agreement, facts.on, referee) for agreement in _ending(facts)]
    coming += [_planned(record, on, referee) for record in ahead.unrecorded]
    rows, more = first_of(coming, MOST_AHEAD)
    return Section(
        _("Next dates"),
        widths=(20, 80),
        rows=tuple(rows),
        more=more,
        empty=_("Nothing is planned, as recorded here."),
    )


def _planned(record, on, referee) -> tuple[Line, ...]:
    when = referee.words(period_text(record.start, record.end), record, "start")
    return (
        (when,),
        (
            Words(record.shown_title, url=record.get_absolute_url()),
            Words(f" ({state_badge(record, on)['text']})"),
        ),
    )


def _ending(facts) -> list[Agreement]:
    dated = [one for one in facts.agreements if one.runs and one.stage == Stage.DONE]
    ending = [one for one in dated if one.ends_latest]
    return sorted(ending, key=lambda one: (one.ends_latest, one.reference))


def _ends(agreement, on, referee) -> tuple[Line, ...]:
    ending = term_of(agreement, on)
    return (
        (referee.words(agreement.ends.display(), agreement, "ends"),),
        (
            Words(_("Term ends: ")),
            Words(agreement.shown_title, url=agreement.get_absolute_url()),
            Words(f" ({ending.short_text})" if ending else ""),
        ),
    )
