"""The parts of a briefing about people, programmes and sectors."""

from django.utils.translation import gettext as _

from partnerships.choices import Country, PostState
from partnerships.tables.base import state_badge
from partnerships.views.documents.content import Line, Section, Words, first_of, joined, plain
from partnerships.views.pages.timelines import cohort_numbers, period_text

MOST_PEOPLE, MOST_PROGRAMMES, MOST_SECTORS = 8, 4, 12
#: The language of names in the own script of a country.
SCRIPTS: dict[str, str] = {Country.JAPAN: "ja", Country.INDIA: "hi"}


def people(facts, referee) -> Section:
    rows, more = first_of(facts.met.rows, MOST_PEOPLE)
    return Section(
        _("People met"),
        sentences=(plain(facts.met.text),) if rows else (),
        columns=(_("Name"), _("Post at the time"), _("Last met"), _("Still in the post?")),
        widths=(24, 32, 22, 22),
        rows=tuple(_met(met, referee) for met in rows),
        more=more,
        empty=_("Nobody is named."),
    )


def _met(met, referee) -> tuple[Line, ...]:
    person = met.person
    name = [Words(str(person), url=person.get_absolute_url())]
    if person.name_local and not person.is_anonymised:
        name.append(Words(f" {person.name_local}", lang=_script_language(met)))
    posts = "; ".join(str(held.holding.post) for held in met.posts)
    last = referee.words(period_text(met.last.start, met.last.end), met.last, "attendances")
    return (
        tuple(name),
        plain(posts or _("not recorded")),
        (last,),
        (referee.words(_post_text(met), person, "holdings"),),
    )


def _script_language(met) -> str:
    """The language of the name in its own script, by the country of the posts."""
    countries = {held.holding.post.organisation.country for held in met.posts}
    return SCRIPTS.get(min(countries, default=""), "")


def _post_text(met) -> str:
    """Whether still in the post, and who is in it instead."""
    successors = [str(held.successor.person) for held in met.posts if held.successor]
    if met.state == PostState.LEFT and successors:
        return _("no; since then %(names)s") % {"names": ", ".join(successors)}
    return {PostState.THERE: _("yes, as recorded"), PostState.LEFT: _("no")}.get(
        met.state, _("not known")
    )


def programmes(facts, referee) -> Section:
    rows, more = first_of(facts.programmes, MOST_PROGRAMMES)
    return Section(
        _("Exchange programmes"),
        points=tuple(_programme(programme, facts.known_until, referee) for programme in rows),
        more=more,
        empty=_("No exchange programme is recorded."),
    )


def _programme(programme, on, referee) -> Line:
    about = [programme.get_direction_display(), state_badge(programme, on)["text"]]
    numbers = [text for cohort in programme.cohorts.all() if (text := _cohort(cohort))]
    told = f" ({', '.join(about)})" if not numbers else f" ({', '.join(about)}): "
    return (
        Words(programme.shown_title, url=programme.get_absolute_url()),
        Words(told),
        referee.words("; ".join(numbers[-2:]), programme, "", "cohorts" if numbers else ""),
    )


def _cohort(cohort) -> str:
    numbers = cohort_numbers(cohort)
    known = cohort.start.is_known or cohort.end.is_known
    period = period_text(cohort.start, cohort.end) if known else cohort.period_text
    return f"{period}: {numbers}" if period and numbers else numbers


def sectors(facts) -> Section:
    rows, more = first_of(facts.sectors, MOST_SECTORS)
    named = joined((Words(str(one)) for one in rows if one.named), ", ")
    also = joined((Words(str(one)) for one in rows if not one.named), ", ")
    points = []
    if named:
        points.append((Words(_("Of the partnership: "), strong=True), *named))
    if also:
        points.append((Words(_("Of its visits, agreements and programmes: "), strong=True), *also))
    empty = _("No sector is recorded.")
    return Section(_("Common sectors"), points=tuple(points), more=more, empty=empty)
