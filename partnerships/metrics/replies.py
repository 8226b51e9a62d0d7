"""Who is asked to a mission or meeting, who answered what, and who is late with an answer."""

from dataclasses import dataclass

from partnerships.choices import Reply

#: A party that was asked and has not made up its mind, or has not said so.
WAITING = (Reply.INVITED, Reply.CONSIDERING)


@dataclass(frozen=True)
class Answered:
    """The party rows of one answer. `heads` adds up the numbers that `stating` of them give."""

    rows: tuple

    @property
    def parties(self) -> int:
        return len(self.rows)

    @property
    def stating(self) -> int:
        return sum(row.headcount_number is not None for row in self.rows)

    @property
    def heads(self) -> int | None:
        """None where no party states a number."""
        numbers = [row.headcount_number for row in self.rows if row.headcount_number is not None]
        return sum(numbers) if numbers else None


@dataclass(frozen=True)
class Replies:
    """The invited, and the four answers that they part into; a party without either is `unasked`.

    `overdue` are those who have not said yes or no by their day.
    """

    invited: Answered
    confirmed: Answered
    considering: Answered
    declined: Answered
    unanswered: Answered
    overdue: Answered
    unasked: Answered


def replies_of(rows, on) -> Replies:
    """`rows` are the party rows a reader may see, `on` the day of asking.

    A party is invited once a reply or a day to reply by is recorded; its day itself is not late.
    """
    asked = [row for row in rows if row.reply or row.reply_by]

    def those(*answers) -> Answered:
        return Answered(tuple(row for row in asked if row.reply in answers))

    late = (row for row in asked if row.reply in ("", *WAITING))
    return Replies(
        invited=Answered(tuple(asked)),
        confirmed=those(Reply.CONFIRMED),
        considering=those(Reply.CONSIDERING),
        declined=those(Reply.DECLINED),
        unanswered=those("", Reply.INVITED),
        overdue=Answered(tuple(row for row in late if row.reply_by and row.reply_by < on)),
        unasked=Answered(tuple(row for row in rows if row not in asked)),
    )
