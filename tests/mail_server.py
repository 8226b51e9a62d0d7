"""A real SMTP server for tests: it keeps what it accepts and refuses what it is told to."""

from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Mailbox:
    """Keeps accepted mails; refuses recipients by local part, `refused`, or the content at all."""

    def __init__(self, refused=(), *, full=False):
        self.refused, self.full = set(refused), full
        self.mails = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.partition("@")[0] in self.refused:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.full:
            return "452 Mailbox full"
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos, mail))
        return "250 Accepted"

    def recipients(self) -> list[str]:
        return sorted(address for addresses, _mail in self.mails for address in addresses)


class _Controller(Controller):
    """On a free port, which the socket chooses."""

    def factory(self):
        return SMTP(self.handler, hostname="mail.invalid", enable_SMTPUTF8=True)

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(mailbox: Mailbox):
    """Give the port on which the mailbox listens."""
    controller = _Controller(mailbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
