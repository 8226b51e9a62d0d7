"""The page of a source: what it is and every record that rests on it."""

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.utils.translation import gettext as _

from partnerships.models import Citation
from partnerships.models.sources import cited_models
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
    page.sections = {"uses": _uses(source, user), "figures_stated": _figures(source, user)}
    return page.context()


def _uses(source, user) -> list[dict]:
    """Records resting on it, grouped by record, with the facts and values it states."""
    found: dict[tuple, dict] = {}
    for citation in _with_records(_citations(source, user), user):
        record = citation.record
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


def _citations(source, user):
    return Citation.objects.filter(source=source).of_visible_rows(user)


def _with_records(rows, user):
    """Rows with their records in one query a model; a record `user` may not see reads as None."""
    visible = [model.objects.visible_to(user).for_reading() for model in cited_models()]
    return rows.order_by("pk").prefetch_related(GenericPrefetch("record", visible))


def _stated(citation, model) -> dict:
    return {
        "label": fact_words(model, citation.field),
        "value": citation.value_as_stated,
        "remark": citation.remark,
        "confidence_label": confidence_label(citation),
    }


def _figures(source, user) -> list[dict]:
    rows = _with_records(source.figures_stated.visible_to(user), user)
    return [
        {
            "what": figure.what,
            "value": f"{figure.value.display()} {figure.unit}".strip(),
            "text": str(figure.record),
            "url": figure.record.get_absolute_url(),
        }
        for figure in rows
        if figure.record
    ]
