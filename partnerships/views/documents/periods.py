"""The period of a report: as a query string asks for it, in words, and its neighbours."""

from calendar import monthrange
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from partnerships.dateforms import FISCAL_YEAR_STARTS, DateError, Precision, quoted
from partnerships.dates import PartialDate, fiscal_year_of, parse, span_display, year_bounds
from partnerships.metrics.reports import Period

#: How many months the periods with a name last, and how they are stated.
_NAMED = {1: Precision.MONTH, 3: Precision.QUARTER, 12: Precision.YEAR}


def period_asked(query: QueryDict, today: date) -> Period:
    """The period of `?year=` or `?from=&to=`, else the fiscal year of `today`.

    Without `to` it is the whole of what `from` names. DateError with a sentence for anything else.
    """
    texts = {name: query.get(name, "").strip() for name in ("year", "from", "to")}
    if texts["year"]:
        if texts["from"] or texts["to"]:
            raise DateError(_("Ask for a year, or for a period from and to, not for both."))
        return Period(*year_bounds(texts["year"]))
    if texts["to"] and not texts["from"]:
        raise DateError(_("Write from when, too."))
    if not texts["from"]:
        return Period(*year_bounds(f"FY{fiscal_year_of(today)}"))
    start, end = _days(texts["from"])[0], _days(texts["to"] or texts["from"])[1]
    if end < start:
        raise DateError(_("The period ends before it begins."))
    return Period(start, end)


def _days(text: str) -> tuple[date, date]:
    stated = parse(text)
    if stated.earliest is None or stated.latest is None:
        raise DateError(_("“%(value)s” names no period.") % {"value": quoted(text)})
    return stated.earliest, stated.latest


def period_words(period: Period) -> str:
    """ "FY2025-26", "Jan-Mar 2026", "Feb 2026", or the first and the last day."""
    precision = _precision(period)
    if precision:
        return PartialDate(period.start, period.end, precision).display()
    days = (PartialDate(day, day, Precision.DAY) for day in period)
    return span_display(*days)


def period_query(period: Period) -> str:
    """The query string that asks for it."""
    precision = _precision(period)
    form = PartialDate(period.start, period.end, precision).file_form() if precision else ""
    if precision in (Precision.YEAR, Precision.FISCAL_YEAR):
        return f"year={form}"
    if precision:
        return f"from={form}&to={form}"
    return f"from={period.start.isoformat()}&to={period.end.isoformat()}"


def neighbours(period: Period) -> tuple[Period, Period]:
    """The period before and the one after: as many months, else as many days."""
    months = _months(period)
    if months:
        before, after = _shifted(period.start, -months), _shifted(period.start, months)
        return _lasting(before, months), _lasting(after, months)
    days = period.end - period.start + timedelta(days=1)
    return (
        Period(period.start - days, period.end - days),
        Period(period.start + days, period.end + days),
    )


def _precision(period: Period) -> str:
    """How the period would be stated in one word; "" where that takes its two days."""
    months, month = _months(period), period.start.month
    if months == 12 and month == FISCAL_YEAR_STARTS:
        return Precision.FISCAL_YEAR
    if months in _NAMED and (month - 1) % months == 0:
        return _NAMED[months]
    return ""


def _months(period: Period) -> int:
    """How many whole months it lasts; 0 where it begins or ends within one."""
    first, last = period.start, period.end
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return 0
    return 12 * (last.year - first.year) + last.month - first.month + 1


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _lasting(start: date, months: int) -> Period:
    return Period(start, _shifted(start, months) - timedelta(days=1))
