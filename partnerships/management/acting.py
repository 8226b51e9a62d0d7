"""On whose behalf a command reads and writes."""

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

REFUSED = 2  # the exit code of a wrong call


def add_user_argument(parser) -> None:
    parser.add_argument(
        "--user", metavar="NAME", help="on whose behalf (default: the first administrator)"
    )


def acting_user(name: str | None):
    """The active user of this name, without one the administrator who was there first.

    Raises CommandError for a name that nobody has and where there is no administrator.
    """
    users = get_user_model().objects.filter(is_active=True).order_by("pk")
    if name:
        found, problem = users.filter(username=name), f"--user: nobody active is called {name!r}."
    else:
        found = users.filter(is_superuser=True)
        problem = "There is no administrator; make one with create_administrator, or give --user."
    user = found.first()
    if user is None:
        raise CommandError(problem, returncode=REFUSED)
    return user
