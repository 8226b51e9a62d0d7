"""The closed vocabularies of the field, one class each.

The values go into files and URLs and are never changed; the labels are translated.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Country(TextChoices):
    INDIA = "IN", _("India")
    JAPAN = "JP", _("Japan")


class RegionKind(TextChoices):
    STATE = "state", _("State")
    UNION_TERRITORY = "union_territory", _("Union territory")
    PREFECTURE = "prefecture", _("Prefecture")


class AliasKind(TextChoices):
    NAME = "name", _("Name")
    OFFICIAL = "official", _("Official name")
    ROMANISATION = "romanisation", _("Romanisation")
    FORMER_NAME = "former_name", _("Former name")
    FORMER_CODE = "former_code", _("Former code")
    SHORT_FORM = "short_form", _("Short form")
    KANJI = "kanji", _("Kanji")
    KANA = "kana", _("Hiragana")
    KATAKANA = "katakana", _("Katakana")
    DEVANAGARI = "devanagari", _("Devanagari")
    CODE = "code", _("Code")


class Language(TextChoices):
    ENGLISH = "en", _("English")
    JAPANESE = "ja", _("Japanese")
    HINDI = "hi", _("Hindi")
    OTHER = "other", _("Another language")


class Visibility(TextChoices):
    PUBLIC = "public", _("Public: anyone")
    OFFICIALS = "officials", _("Officials: anyone signed in")
    PARTIES = "parties", _("Parties: offices of its parties")
    OFFICE = "office", _("Office: the owning office only")


class OfficeRole(TextChoices):
    OFFICIAL = "official", _("Official: reads")
    OFFICER = "officer", _("Officer: adds and edits")
    SECRETARIAT = "secretariat", _("Secretariat: edits records of its initiatives")
    LEAD = "lead", _("Lead: an officer who invites others")


class OrganisationKind(TextChoices):
    NATIONAL_GOVERNMENT = "national_government", _("National government")
    REGIONAL_GOVERNMENT = "regional_government", _("Regional government")
    CITY = "city", _("City")
    ASSEMBLY = "assembly", _("Assembly")
    CHAMBER = "chamber", _("Chamber of commerce")
    ASSOCIATION = "association", _("Association")
    UNIVERSITY = "university", _("University or school")
    COMPANY = "company", _("Company")
    EMBASSY = "embassy", _("Embassy or consulate")
    AGENCY = "agency", _("Agency")
    CONSORTIUM = "consortium", _("Consortium")
    OTHER = "other", _("Other")


class InitiativeKind(TextChoices):
    INITIATIVE = "initiative", _("Initiative")
    FRAMEWORK = "framework", _("Framework")
    VISION = "vision", _("Vision")
    ACTION_PLAN = "action_plan", _("Action plan")
    MEMORANDUM = "memorandum", _("Memorandum")
    TARGET_PROGRAMME = "target_programme", _("Target programme")
    EVENT_SERIES = "event_series", _("Event series")


class AimKind(TextChoices):
    AIM = "aim", _("Aim")
    ACTIVITY = "activity", _("Activity")
    WORKING_MODE = "working_mode", _("Way of working")
    PLACE = "place", _("Place")
    FIELD = "field", _("Field of work")


class Hedge(TextChoices):
    """How firmly the source says it; nothing hedged is shown as done."""

    STATED = "stated", _("Stated")
    AIMED = "aimed", _("Aimed at")
    PLANNED = "planned", _("Planned")
    EXPLORED = "explored", _("Being explored")
    DISCUSSED = "discussed", _("Being discussed")
    PROPOSED = "proposed", _("Proposed")
    UNCLEAR = "unclear", _("Unclear")


class Standing(TextChoices):
    """What an official, citing a source, says of a partnership; never derived from dates."""

    IN_FORCE = "in_force", _("In force")
    PROPOSED = "proposed", _("Proposed")
    EXPLORATORY = "exploratory", _("Exploratory")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class Light(TextChoices):
    """How lately a tie in force had a recorded contact; derived, never stored."""

    ACTIVE = "active", _("Active")
    COOLING = "cooling", _("Cooling")
    QUIET = "quiet", _("Quiet")


class PostState(TextChoices):
    """What is known of somebody's post; derived, never stored."""

    THERE = "there", _("In the post, as recorded")
    LEFT = "left", _("Has left the post")
    UNKNOWN = "unknown", _("Not known whether still in the post")


class MembershipStanding(TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    REPORTED = "reported", _("Reported")


class PartnershipKind(TextChoices):
    SISTER = "sister", _("Sister affiliation")
    FRIENDSHIP = "friendship", _("Friendship agreement")
    MOU = "mou", _("Memorandum of understanding")
    LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")
    OTHER = "other", pgettext_lazy("kind", "Other tie")


class AgreementKind(TextChoices):
    SISTER = "sister", _("Sister agreement")
    FRIENDSHIP = "friendship", _("Friendship agreement")
    MOU = "mou", _("Memorandum of understanding")
    MEMORANDUM_OF_COOPERATION = (
        "memorandum_of_cooperation",
        _("Memorandum of cooperation"),
    )
    LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")
    RENEWAL = "renewal", _("Renewal")
    DECLARATION = "declaration", _("Declaration")
    VISION = "vision", _("Joint vision")
    ACTION_PLAN = "action_plan", _("Action plan")
    LETTER = "letter", _("Letter")
    PACKAGE = "package", _("Package of documents")
    OTHER = "other", _("Other agreement")


class Stage(TextChoices):
    EXPLORED = "explored", _("Explored")
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class AgreementStage(TextChoices):
    """The stages of an agreement, in its own words."""

    EXPLORED = Stage.EXPLORED.value, _("Explored")
    PLANNED = Stage.PLANNED.value, _("Planned")
    DONE = Stage.DONE.value, _("Signed")
    CANCELLED = Stage.CANCELLED.value, _("Cancelled")


class EventStage(TextChoices):
    """The stages of an event, in its own words."""

    EXPLORED = Stage.EXPLORED.value, _("Explored")
    PLANNED = Stage.PLANNED.value, _("Planned")
    DONE = Stage.DONE.value, _("Took place")
    CANCELLED = Stage.CANCELLED.value, _("Cancelled")


class ProgrammeStage(TextChoices):
    """The stages of an exchange programme, in its own words."""

    EXPLORED = Stage.EXPLORED.value, _("Explored")
    PLANNED = Stage.PLANNED.value, _("Planned")
    DONE = Stage.DONE.value, _("Under way or carried out")
    CANCELLED = Stage.CANCELLED.value, _("Cancelled")


class EndsWithin(TextChoices):
    """When the term of a signed agreement ends, seen from a day; the days hold the fewer ones."""

    IN_180 = "180", _("Within 180 days")
    IN_90 = "90", _("Within 90 days")
    IN_30 = "30", _("Within 30 days")
    OVER = "over", _("Over, no renewal recorded")
    NEVER = "open", _("Without an end")
    UNKNOWN = "unknown", _("End not stated")


class Answer(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Unknown")


class Direction(TextChoices):
    INDIA_TO_JAPAN = "india_to_japan", _("India to Japan")
    JAPAN_TO_INDIA = "japan_to_india", _("Japan to India")
    THIRD_COUNTRY = "third_country", _("Third country")


class DelegationStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    COMPLETED = "completed", _("Completed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class PartyRole(TextChoices):
    LEAD = "lead", _("Lead")
    SENDER = "sender", _("Sender")
    PARTICIPANT = "participant", _("Participant")
    HOST = "host", _("Host")
    OBSERVER = "observer", _("Observer")


class Reply(TextChoices):
    INVITED = "invited", _("Invited")
    CONSIDERING = "considering", _("Considering")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")


class EventKind(TextChoices):
    SUMMIT = "summit", _("Summit")
    GOVERNORS_MEETING = "governors_meeting", _("Governors' meeting")
    COURTESY_CALL = "courtesy_call", _("Courtesy call")
    MEETING = "meeting", _("Meeting")
    ONLINE_MEETING = "online_meeting", _("Online meeting or call")
    STUDY_VISIT = "study_visit", _("Study or site visit")
    INVESTMENT_SEMINAR = "investment_seminar", _("Investment seminar")
    INVESTOR_SUMMIT = "investor_summit", _("Investor summit")
    NETWORKING = "networking", _("Networking or business matching")
    FORUM = "forum", _("Forum")
    SEMINAR = "seminar", _("Seminar or dialogue")
    FAIR = "fair", _("Fair")
    FESTIVAL = "festival", _("Festival")
    PREFECTURE_DAY = "prefecture_day", _("Prefecture day")
    SIGNING = "signing", _("Signing")
    CEREMONY = "ceremony", _("Ceremony")
    REGULAR_MEETING = "regular_meeting", _("Regular meeting")
    OTHER = "other", _("Other event")


class ProgrammeKind(TextChoices):
    STUDENT = "student", _("Students")
    SKILLED_WORKERS = "skilled_workers", _("Skilled workers")
    LANGUAGE_TRAINING = "language_training", _("Language training")
    LANGUAGE_ASSISTANTS = "language_assistants", _("Language assistants")
    TECHNICAL_TRAINING = "technical_training", _("Technical training")
    INTERNSHIP = "internship", _("Internships")
    GOVERNMENT_STAFF = "government_staff", _("Government staff")
    YOUTH = "youth", _("Youth")
    CULTURE = "culture", _("Culture")
    MIXED = "mixed", _("Several kinds")
    OTHER = "other", _("Other programme")


class ProgrammeDirection(TextChoices):
    INDIA_TO_JAPAN = "india_to_japan", _("India to Japan")
    JAPAN_TO_INDIA = "japan_to_india", _("Japan to India")
    BOTH = "both", _("Both ways")
    IN_INDIA = "in_india", _("In India")


class ProgrammeRole(TextChoices):
    SENDING = "sending", _("Sending")
    RECEIVING = "receiving", _("Receiving")
    BOTH = "both", _("Sending and receiving")
    ORGANISER = "organiser", _("Organiser")


class Basis(TextChoices):
    """What stands behind a number."""

    EXACT = "exact", _("Exact")
    ABOUT = "about", _("About")
    AT_LEAST = "at_least", _("At least")
    PLANNED = "planned", _("Planned")
    UNKNOWN = "unknown", _("Unknown")


class FigureKind(TextChoices):
    COST = "cost", _("Cost")
    INVESTMENT = "investment", _("Investment committed")
    JOBS = "jobs", _("Jobs expected")
    FIRMS = "firms", _("Firms")
    VISITORS = "visitors", _("Visitors")
    BUSINESS_MEETINGS = "business_meetings", _("Business meetings")
    OTHER = "other", _("Other figure")


class FigureStage(TextChoices):
    PLANNED = "planned", _("Planned")
    COMMITTED = "committed", _("Committed")
    REPORTED = "reported", _("Reported")
    SETTLED = "settled", _("Settled")


class SourceLevel(TextChoices):
    OFFICIAL = "official", _("Official")
    PRESS = "press", _("Press")
    OWN = "own", _("Own record")
    VERBAL = "verbal", _("Verbal")


class Confidence(TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")
    UNSTATED = "", _("Not stated")


class SourceRank(IntegerChoices):
    """Order of strength of source levels; the smallest is the best."""

    OFFICIAL = 1, _("Official")
    OWN = 2, _("Own record")
    PRESS = 3, _("Press")
    VERBAL = 4, _("Verbal")


class PledgeState(TextChoices):
    OPEN = "open", pgettext_lazy("pledge", "Open")
    UNDER_WAY = "under_way", _("Under way")
    KEPT = "kept", _("Kept")
    DROPPED = "dropped", _("Dropped")


class ReviewFinding(TextChoices):
    """What a review of a pledge found; without news its state stays."""

    NO_NEWS = "no_news", _("No news")
    UNDER_WAY = PledgeState.UNDER_WAY.value, _("Under way")
    KEPT = PledgeState.KEPT.value, _("Kept")
    DROPPED = PledgeState.DROPPED.value, _("Dropped")


class ChangeKind(TextChoices):
    """What a save did to a record."""

    RECORDED = "recorded", _("Recorded")
    CHANGED = "changed", _("Changed")
    RESTORED = "restored", _("Restored")
    REMOVED = "removed", _("Removed")


class ImportPolicy(TextChoices):
    """What an import may do; none removes a record."""

    CREATE = "create", _("Add new records only")
    UPDATE = "update", _("Change records only")
    BOTH = "both", _("Add and change records")


class ImportState(TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", pgettext_lazy("import", "Uploaded")
    PLANNING = "planning", pgettext_lazy("import", "Being compared")
    PLANNED = "planned", pgettext_lazy("import", "Ready to be applied")
    APPLYING = "applying", pgettext_lazy("import", "Being applied")
    APPLIED = "applied", pgettext_lazy("import", "Applied")
    UNDONE = "undone", pgettext_lazy("import", "Undone")
    REFUSED = "refused", pgettext_lazy("import", "Refused")
    FAILED = "failed", pgettext_lazy("import", "Failed")


class DayOrder(TextChoices):
    """What 03/04/2025 means in a file."""

    DAY_FIRST = "day_first", _("The day first: 3 April 2025")
    MONTH_FIRST = "month_first", _("The month first: 4 March 2025")
