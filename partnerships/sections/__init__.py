"""The catalogue: every kind of record that has a list, a page and an export.

The URLs, the navigation, the home page's counts, the sitemap and the contract tests read it.
"""

from partnerships.sections import directory, follow_ups, meetings, pledges, schemes, ties
from partnerships.sections.kinds import Section, Words

__all__ = ["PRIVATE", "SECTIONS", "Section", "Words", "section_of"]

#: In the order of the navigation.
SECTIONS: tuple[Section, ...] = (
    directory.STATES,
    directory.PREFECTURES,
    schemes.INITIATIVES,
    ties.PARTNERSHIPS,
    ties.AGREEMENTS,
    meetings.DELEGATIONS,
    meetings.EVENTS,
    schemes.PROGRAMMES,
    pledges.PLEDGES,
    schemes.TARGETS,
    directory.ORGANISATIONS,
    directory.PEOPLE,
    directory.SOURCES,
)

#: Lists for those who sign in, of rows without pages of their own.
PRIVATE: tuple[Section, ...] = (follow_ups.FOLLOW_UPS,)


def section_of(model) -> Section:
    """The section of a model; KeyError for one without, such as `Region`."""
    return {section.model: section for section in SECTIONS}[model]
