"""Finding look-alikes: candidates by a bounded number of queries, weighed and told in sentences."""

from partnerships.metrics.lookalikes import meetings, names
from partnerships.metrics.lookalikes.sought import LookAlike, Sought
from partnerships.models import Agreement, Delegation, Event, Organisation, Person, Source

MEETINGS = (Delegation, Event, Agreement)
#: The kinds of records that are asked for look-alikes.
MODELS = (*MEETINGS, Organisation, Person, Source)
#: As many are told, the strongest first.
SHOWN = 8
#: From this weight on a reason is strong.
STRONG = 2


def look_alikes(sought: Sought, user) -> list[LookAlike]:
    """The records that look like the one sought, strongest first, as far as `user` may see them.

    A hidden look-alike is neither told nor counted. The number of queries does not depend on that
    of records.
    """
    weighed = []
    for record, told in _weighed(sought, user):
        if told:
            weights = [weight for weight, _sentence in told]
            weighed.append(((max(weights), sum(weights), record.pk), record, told))
    weighed.sort(key=lambda entry: entry[0], reverse=True)
    return [_look_alike(record, told) for _order, record, told in weighed[:SHOWN]]


def _weighed(sought, user):
    if sought.model in MEETINGS:
        found = meetings.signals(sought, user)
        for record in meetings.loaded(sought.model, found.keys(), user):
            yield record, meetings.reasons(sought, record, found)
    elif sought.folded or sought.url:
        keys = names.candidates(sought, user)
        for record in names.loaded(sought.model, keys, user):
            yield record, names.reasons(sought, record)


def _look_alike(record, told) -> LookAlike:
    sentences = tuple(sentence for _weight, sentence in told)
    detail = (meetings.days_of if type(record) in MEETINGS else names.detail_of)(record)
    return LookAlike(record, detail, sentences, is_strong=told[0][0] >= STRONG)
