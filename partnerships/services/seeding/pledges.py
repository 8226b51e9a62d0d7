"""The files of pledges and of the steps before a departure; see `tables`."""

from partnerships.models import FollowUpTemplate, Pledge
from partnerships.services.seeding.table import SOURCED, Table

PLEDGES = Table(
    "pledges",
    Pledge,
    (
        *("reference", "text", "made_by", "made_to", "delegation", "event", "agreement", "made"),
        *("quote", "quote_language", "due", "state", "evidence", "dropped_because", *SOURCED),
    ),
    key=("reference",),
    filled=("state",),
)
STEPS = Table(
    "follow_up_templates",
    FollowUpTemplate,
    ("direction", "days_before", "what"),
    key=("direction", "what"),
)
