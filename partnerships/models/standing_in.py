"""A kind of reader, in whose place somebody looks at a record to check who sees what."""

from dataclasses import dataclass

from partnerships.models.accounts import User, jurisdiction_of_member
from partnerships.models.initiatives import Initiative
from partnerships.models.visibility import NONE, Jurisdiction


@dataclass(frozen=True, eq=False)
class StandIn:
    """Nobody's account; it reads by the rules of its kind, within what `asker` sees, never more.

    It answers what pages ask of a user, and writes nothing.
    """

    asker: User
    is_authenticated: bool
    jurisdiction: Jurisdiction = NONE

    pk = id = None
    username = language = ""
    is_active = True
    is_staff = is_superuser = enters_admin = False

    @property
    def is_anonymous(self) -> bool:
        return not self.is_authenticated

    @property
    def memberships(self):
        return User.memberships.rel.related_model.objects.none()

    def get_username(self) -> str:
        return ""

    get_full_name = get_short_name = get_username

    def has_perm(self, permission, obj=None) -> bool:
        return False

    def has_module_perms(self, app_label) -> bool:
        return False


def visitor(asker) -> StandIn:
    return StandIn(asker, is_authenticated=False)


def official(asker) -> StandIn:
    """Somebody who signs in and belongs to no office."""
    return StandIn(asker, is_authenticated=True)


def member(asker, office) -> StandIn:
    """Somebody who reads for the office; not through initiatives that `asker` does not know of."""
    known = Initiative.objects.visible_to(asker)
    return StandIn(asker, True, jurisdiction_of_member(office, known))
