"""Building blocks of the record pages: parties, facts with marks, badges, timeline entries."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.choices import Hedge, Language, Visibility
from partnerships.dates import day_display, span_display
from partnerships.metrics.completeness import EXPECTED, completeness_of
from partnerships.metrics.evidence import Evidence, evidence_rows
from partnerships.models.base import Record
from partnerships.models.languages import in_readers_language
from partnerships.models.together import fill_page_links
from partnerships.models.visibility import may_enter_admin
from partnerships.sections import section_of
from partnerships.services.audience import (
    audience_of,
    full_badge,
    level_badge,
    narrow_badge,
)
from partnerships.tables.base import SIDES, party
from partnerships.views.pages import files, papers


def parties(rows) -> list[dict]:
    return [party(row.organisation) for row in rows]


def region_link(region) -> dict:
    return {"name": region.name, "url": region.get_absolute_url(), "side": SIDES[region.country]}


def link(record, **more) -> dict:
    """A record as a named link, for facts and lists."""
    return {"text": str(record), "url": record.get_absolute_url(), **more}


def line_of(record, today, **more) -> dict:
    """A record as a line of a panel: the link, and who sees it where not everybody does."""
    return link(record, level=narrow_badge(record, today), **more)


def sector_links(record, path) -> list[dict]:
    """The sectors of a record, each leading to the list at `path` filtered by it."""
    return [
        {"text": str(sector), "url": f"{path}?sector={sector.slug}"}
        for sector in record.sectors.all()
    ]


def hedge_badge(record) -> dict | None:
    """How firmly it is said; None where it is simply stated."""
    if record.hedge == Hedge.STATED:
        return None
    kind = "planned" if record.hedge in (Hedge.PLANNED, Hedge.AIMED) else "explored"
    return {"kind": kind, "text": record.get_hedge_display()}


@dataclass
class RecordPage:
    """Gathers what generic/detail.html draws of one record; see the head of that template."""

    record: object
    user: object
    today: date
    title: str = ""
    sentence: str = ""
    badges: list = field(default_factory=list)
    notices: list = field(default_factory=list)
    actions: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    sections: dict = field(default_factory=dict)
    evidence: Evidence = field(init=False)
    #: Querysets that are read with the links of the record, and their rows.
    beside: tuple = ()
    rows_beside: list = field(init=False)

    def __post_init__(self):
        attached = files.rows(self.record, self.user)
        cited, figures, *more = fill_page_links(
            self.record,
            self.user,
            *evidence_rows(self.record, self.user),
            *attached,
            *self.beside,
            *papers.rows(self.record, self.user),
        )
        self.evidence = Evidence(cited, figures)
        self._files = more.pop(0) if attached else []
        self.rows_beside = more[: len(self.beside)]
        self._follow_ups, self._notes = more[len(self.beside) :] or ([], [])
        self._differing = {
            (difference.field, difference.row): f"#differs-{difference.key}"
            for difference in self.evidence.differences()
        }

    def marks(self, name="", row=None) -> dict:
        """Source numbers of a fact and the way to its disagreement, for the components."""
        return {
            "marks": self.evidence.marks(name, row),
            "differs_url": self._differing.get((name, row)),
        }

    def fact(self, label, value, name="", **more) -> None:
        """Add one fact. `name` is the field its citations carry; an absent value reads unknown.

        A stated fact without a citation of its own rests on the sources of the whole record.
        """
        stated = value not in (None, "") or more.get("parts")
        marks = self.evidence.marks_or_whole(name) if stated else self.evidence.marks(name)
        if not name:
            marks = []
        differs_url = self._differing.get((name, None)) if name else None
        self.facts.append(
            {"label": label, "value": value, "marks": marks, "differs_url": differs_url, **more}
        )

    def fact_if(self, label, value, name="", **more) -> None:
        """Add a fact only where there is something to say."""
        if value not in (None, "", []):
            self.fact(label, value, name, **more)

    @property
    def foreign_language(self) -> str:
        """The language of the record's own texts, "" where the reader's own is given."""
        language = getattr(self.record, "language", "")
        if in_readers_language(self.record, "title"):
            return ""
        foreign = language and language != (get_language() or "en")[:2]
        return language if foreign and language != Language.OTHER else ""

    def prose(self, label, value, name, **more) -> None:
        """Add a text of the record as written, marked with its language; nothing when empty."""
        translated = name == getattr(self.record, "summary_name", "") and in_readers_language(
            self.record, "summary"
        )
        language = "" if translated else self.foreign_language
        self.fact_if(label, value, name, wide=True, lang=language, **more)

    def links(self, label, parts, name="", **more) -> None:
        """Add a fact of several named links; nothing when there are none."""
        parts = list(parts)
        if parts:
            self.fact(label, None, name, parts=parts, **more)

    def period(self, label, remark="") -> None:
        """Add the days of a record with `start` and `end`, in words where they are unknown."""
        record = self.record
        known = record.start.is_known or record.end.is_known
        words = record.start.text if not known else ""
        own = {*self.evidence.marks("start"), *self.evidence.marks("end")}
        marks = {
            "marks": sorted(own) or (self.evidence.marks() if known else []),
            "differs_url": self._differing.get(("start", None))
            or self._differing.get(("end", None)),
        }
        self.facts.append(
            {
                "label": label,
                "value": span_display(record.start, record.end) if known else "",
                "unknown_text": words,
                "note": remark,
                **marks,
            }
        )

    def context(self) -> dict:
        """All context of the page but its address; see the head of generic/detail.html."""
        title = self.title or str(self.record)
        section = section_of(type(self.record))
        beside = papers.context(self._follow_ups, self._notes, self.today)
        return {
            "page_title": title,
            "title_lang": self.foreign_language,
            "trail": [{"label": section.label, "url": reverse(f"{section.slug}_list")}],
            "reference": getattr(self.record, "reference", "") or getattr(self.record, "code", ""),
            "badges": self._badges(),
            "sentence": self.sentence,
            "secondary_actions": self.actions,
            "notices": [*self.notices, *papers.overdue_notice(beside["follow_ups"])],
            "facts": self.facts,
            "differences": self._differences(),
            "sources": [self._source(*source) for source in self.evidence.sources()],
            "figures": [self._figure(figure) for figure in self.evidence.figures],
            "files": files.context(self._files, self.user),
            "remarks": [self._remark(citation) for citation in self.evidence.remarks()],
            "cite": self._cite(title),
            "updated": day_display(localtime(self.record.updated_at).date()),
            "history_url": self._history_url(section),
            "record": self.record,
            **beside,
            "completeness": self._completeness(),
            **self.sections,
        }

    def _completeness(self) -> dict | None:
        """What the record is expected to say and does not, for those who are signed in."""
        if not self.user.is_authenticated or type(self.record) not in EXPECTED:
            return None
        found = completeness_of(self.record, self.today)
        form = ""
        if may_enter_admin(self.user):
            kind = self.record._meta.model_name
            form = reverse(f"admin:partnerships_{kind}_change", args=[self.record.pk])
        missing = [{"text": one.missing, "url": f"{form}#{one.anchor}"} for one in found.missing]
        return {"value": found.value, "missing": missing, "has_links": bool(form)}

    def _history_url(self, section) -> str:
        """Where the changes of the record are told; reference data keeps no history."""
        if not isinstance(self.record, Record):
            return ""
        return reverse(f"{section.slug}_history", args=[self.record.key])

    def _badges(self):
        badges = list(self.badges)
        if self.foreign_language:
            language = {"language": self.record.get_language_display()}
            badges.append({"kind": "written", "text": _("Written in %(language)s") % language})
        if isinstance(self.record, Record) and self.user.is_authenticated:
            badges.append(full_badge(audience_of(self.record, self.user, self.today)))
        return badges

    def _cite(self, title):
        key = getattr(self.record, "reference", "")
        return _("Setuhashi, “%(title)s”%(key)s, as of %(date)s.") % {
            "title": title,
            "key": f", {key}" if key else "",
            "date": day_display(self.today),
        }

    def _differences(self):
        return [
            {
                "key": difference.key,
                "label": self.fact_label(difference.field, difference.row),
                "stated": self._sides(difference),
                "remark": " ".join(
                    dict.fromkeys(c.remark for c in difference.citations if c.remark)
                ),
            }
            for difference in self.evidence.differences()
        ]

    def _sides(self, difference) -> list[dict]:
        """The values side by side; the record's own first where no citation gives it."""
        stated = [self._stated(citation) for citation in difference.citations]
        if any(citation.accepted for citation in difference.citations):
            return stated
        if all(citation.accepted is None for citation in difference.citations):
            return stated
        recorded = {
            "value": self._recorded(difference.field, difference.row),
            "marks": self.evidence.marks(),
            "source_title": _("As recorded here"),
            "accepted": True,
        }
        return [recorded, *stated]

    def _recorded(self, name, row) -> str:
        """The value of a field, or of one of the record's rows, as the page shows it."""
        if row is not None:
            found = next((item for item in getattr(self.record, name).all() if item.pk == row), "")
            return getattr(found, "title", "") or str(found)
        value = getattr(self.record, name, "")
        if hasattr(value, "display"):
            return value.display()
        if hasattr(value, "all"):
            return ", ".join(str(item) for item in value.all())
        shown = getattr(self.record, f"get_{name}_display", None)
        return shown() if shown else str(value or "")

    def _stated(self, citation):
        return {
            "value": citation.value_as_stated,
            "marks": [self.evidence.numbers[citation.source_id]],
            "source_title": str(citation.source),
            "published": citation.source.published.display()
            if citation.source.published.is_known
            else "",
            "confidence_label": confidence_label(citation),
            "accepted": citation.accepted,
        }

    def fact_label(self, name, row=None) -> str:
        """The words for a field, or for one of the record's rows."""
        if row is not None and name in getattr(self.record, "row_names", ()):
            found = next((item for item in getattr(self.record, name).all() if item.pk == row), "")
            return str(found or fact_words(type(self.record), name))
        return fact_words(type(self.record), name)

    def _source(self, number, source, citations):
        return {
            "number": number,
            "title": source.title,
            "url": source.get_absolute_url(),
            "external_url": source.url,
            "publisher": source.publisher,
            "published": source.published.display() if source.published.is_known else "",
            "level_label": source.get_level_display(),
            "confidence_label": next(
                (confidence_label(citation) for citation in citations if citation.confidence), ""
            ),
            "remark": "",
        }

    def _figure(self, figure):
        return {
            "what": figure.what,
            "kind_label": figure.get_kind_display(),
            "value": figure.value_in_words,
            "stage_label": figure.get_stage_display(),
            "stage": figure.stage,
            "as_of": figure.as_of.display() if figure.as_of.is_known else "",
            "party": party(figure.organisation) if figure.organisation else None,
            "remark": figure.remark,
            "marks": [self.evidence.numbers[figure.source_id]],
            "level": self._level(figure),
        }

    def _level(self, row) -> dict | None:
        """Who sees a row with a level of its own; nothing of what is open to all."""
        return None if row.visibility == Visibility.PUBLIC else level_badge(row.visibility)

    def _remark(self, citation):
        return {
            "label": self.fact_label(citation.field, citation.row),
            "value": citation.value_as_stated,
            "remark": citation.remark,
            "marks": [self.evidence.numbers[citation.source_id]],
            "confidence_label": confidence_label(citation),
        }


def confidence_label(citation) -> str:
    if not citation.confidence:
        return ""
    return _("%(level)s confidence") % {"level": citation.get_confidence_display()}


def fact_words(model, name) -> str:
    """The words for a field of a model, "" for the record as a whole."""
    if not name:
        return _("The record as a whole")
    for composite in (*getattr(model, "partial_dates", ()), *getattr(model, "quantities", ())):
        if composite.name == name:
            return str(composite.verbose_name).capitalize()
    known = {item.name: item for item in model._meta.get_fields()}.get(name)
    if name in getattr(model, "row_names", ()):
        return str(known.related_model._meta.verbose_name_plural).capitalize()
    return str(getattr(known, "verbose_name", "") or name.replace("_", " ")).capitalize()
