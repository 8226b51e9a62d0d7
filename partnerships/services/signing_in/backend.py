"""The one door at which passwords are looked at, on the site and in the admin."""

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from partnerships.models.accounts import account_with_offices
from partnerships.services.addresses import address_of, network_of
from partnerships.services.signing_in.throttling import PASSWORDS, TooManyTries, begin, succeeded


class AccountBackend(ModelBackend):
    """Django's own, with limits to the tries, and an account that comes with its offices."""

    def authenticate(self, request, username=None, password=None, **credentials):
        """The account, if the password is right and its door is not closed for now.

        Without a request, as in commands, nobody tries from anywhere and nothing is counted.
        """
        if request is None or username is None or password is None:
            return super().authenticate(request, username, password, **credentials)
        try:
            made = begin(PASSWORDS, username, network_of(address_of(request)))
        except TooManyTries:
            request.tried_too_often = True  # for the access log
            raise PermissionDenied from None  # told like any other failure
        user = super().authenticate(request, username, password, **credentials)
        if user is not None:
            succeeded(made)
        return user

    def get_user(self, user_id):
        """The account of a session with what its offices act for, in one query.

        None once it is disabled, which ends its sessions.
        """
        user = account_with_offices(user_id)
        return user if user and self.user_can_authenticate(user) else None
