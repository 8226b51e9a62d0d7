"""The page of a source: what it is and every record that rests on it."""

from django.utils.translation import gettext as _

from partnerships.metrics.cited import records_of
from partnerships.models import Citation
from partnerships.models.together import read_together
from partnerships.views.pages.parts import RecordPage, confidence_label, fact_words


def context(source, user, today) -> dict:
    page = RecordPage(source, user, today, title=source.title)
    page.fact(_("Publisher"), source.publisher)
    page.fact(
        _("Published"),
        source.published.display() if source.published.is_known else "",
        unknown_text=source.published.text,
    )
    page.fact(_("Level"), source.get_level_display())
    page.fact_if(_("Address"), source.url, url=source.url)
    page.fact_if(_("File on record"), source.file_name)
    page.fact(_("Language"), source.get_source_language_display())
    page.fact_if(_("Remark"), source.remark, wide=True)
    citations, figures = read_together(
        Citation.objects.filter(source=source).of_visible_rows(user),
        source.figures_stated.visible_to(user),
    )
    records = records_of((*citations, *figures), user)
    page.sections = {
        "uses": _uses(citations, records),
        "figures_stated": _figures(figures, records),
    }
    return page.context()


def _uses(citations, records) -> list[dict]:
    """Records resting on it, grouped by record, with the facts and values it states."""
    found: dict[tuple, dict] = {}
    for citation in citations:
        record = records.get((citation.content_type_id, citation.object_id))
        if record is None:
            continue
        entry = found.setdefault(
            (citation.content_type_id, citation.object_id),
            {
                "text": str(record),
                "url": record.get_absolute_url(),
                "kind_label": str(record._meta.verbose_name).capitalize(),
                "stated": [],
                "facts": {},  # in the order met, each once
            },
        )
        if citation.value_as_stated or citation.remark:
            entry["stated"].append(_stated(citation, type(record)))
        elif citation.field:
            entry["facts"][fact_words(type(record), citation.field)] = True
    return sorted(found.values(), key=lambda entry: (entry["kind_label"], entry["text"]))


def _stated(citation, model) -> dict:
    return {
        "label": fact_words(model, citation.field),
        "value": citation.value_as_stated,
        "remark": citation.remark,
        "confidence_label": confidence_label(citation),
    }


def _figures(figures, records) -> list[dict]:
    return [
        {
            "what": figure.what,
            "value": figure.value_in_words,
            "text": str(record),
            "url": record.get_absolute_url(),
        }
        for figure in figures
        if (record := records.get((figure.content_type_id, figure.object_id)))
    ]
