"""What the page of an import asks once for the file: whom names mean, and how days are written."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst

from partnerships.choices import DayOrder
from partnerships.models import ImportBatch
from partnerships.services.importing import deciding
from partnerships.services.importing.deciding import LEFT_OUT, Asked
from partnerships.services.importing.names import Names
from partnerships.text import fold

#: So many are asked at once; the others come when these are answered.
MOST = 30
NEAREST = 5
#: The values of the radio buttons that stand for no record.
TYPED, OUT = "typed", "out"
_RECORD = "record:"


@dataclass(frozen=True)
class DrawnQuestion:
    """A question with its choices, each {value, key, label}; `name` is that of its boxes."""

    name: str
    asked: Asked
    choices: list[dict]

    @property
    def kind_label(self) -> str:
        return capfirst(str(self.asked.model._meta.verbose_name))


@dataclass(frozen=True)
class Questions:
    """What is asked of the file now: `days` the question of days if it is, `more` are left."""

    names: list[DrawnQuestion]
    days: Asked | None
    more: int

    def __bool__(self) -> bool:
        return bool(self.names or self.days)


def questions_of(batch: ImportBatch) -> Questions:
    asked = deciding.asked(batch)
    of_names = [one for one in asked if not one.is_of_days]
    names = Names(batch.user) if of_names else None
    drawn = [_drawn(number, one, names) for number, one in enumerate(of_names[:MOST])]
    days = next((one for one in asked if one.is_of_days), None)
    return Questions(drawn, days, max(len(of_names) - MOST, 0))


def _drawn(number, asked: Asked, names) -> DrawnQuestion:
    found = names.nearest(asked.model, asked.text, NEAREST)
    choices = [
        {"value": f"{_RECORD}{key}", "key": key, "label": str(record)}
        for record in found
        for key in (deciding.key_of(record),)
    ]
    return DrawnQuestion(f"name-{number}", asked, choices)


def posted_names(batch: ImportBatch, posted) -> dict[str, dict[str, str]]:
    """{kind: {text: key}} of the questions that were answered; only what the file asks counts."""
    asked = {(one.kind, one.text) for one in deciding.asked(batch)}
    answers: dict[str, dict[str, str]] = {}
    for number in range(MOST):
        name = f"name-{number}"
        kind, text = posted.get(f"{name}-kind", ""), posted.get(f"{name}-text", "")
        key = _answer(posted.get(name, ""), posted.get(f"{name}-typed", "").strip())
        if key is not None and (kind, text) in asked:
            answers.setdefault(kind, {})[text] = key
    return answers


def _answer(chosen: str, typed: str) -> str | None:
    """The key that was chosen or typed, None where the question was left open."""
    if chosen == OUT:
        return LEFT_OUT
    if chosen.startswith(_RECORD):
        return chosen.removeprefix(_RECORD)[:300]
    return typed[:300] or None


def posted_days(posted) -> str:
    order = posted.get("days", "")
    return order if order in DayOrder.values else ""


# What was answered already


def decided(batch: ImportBatch) -> list[dict]:
    """Each answer as {value, kind, text, key}; `value` is what a tick to ask again posts."""
    return [
        {
            "value": f"{kind}:{text}",
            "kind": capfirst(str(apps.get_model("partnerships", kind)._meta.verbose_name)),
            "text": text,
            "key": key,
        }
        for kind, answers in batch.answers.get("names", {}).items()
        for text, key in answers.items()
    ]


def posted_again(posted) -> list[tuple[str, str]]:
    """The answers to be forgotten, as (kind, folded text)."""
    found = (value.partition(":") for value in posted.getlist("again"))
    return [(kind, fold(text)) for kind, _colon, text in found]
