import hashlib

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from partnerships.choices import Visibility
from partnerships.models import Attachment
from partnerships.models.attachments import FileKind
from tests.factories.base import RowFactory
from tests.factories.delegations import DelegationFactory

PDF = b"%PDF-1.4\nA made-up paper.\n%%EOF\n"


class AttachmentFactory(RowFactory):
    """A public file of a delegation, stored; `for_office` hides it."""

    class Meta:
        model = Attachment
        exclude = ("content",)

    class Params:
        for_office = factory.Trait(visibility=Visibility.OFFICE)

    content = PDF
    record = factory.SubFactory(DelegationFactory)
    name = factory.Sequence(lambda n: f"made-up-{n}.pdf")
    kind = FileKind.PDF
    size = factory.LazyAttribute(lambda made: len(made.content))
    sha256 = factory.LazyAttribute(lambda made: hashlib.sha256(made.content).hexdigest())
    visibility = Visibility.PUBLIC

    @factory.post_generation
    def stored(self, create, extracted, **_rest):
        """The file itself; `stored=b""` leaves it out."""
        content = PDF if extracted is None else extracted
        if create and content:
            default_storage.save(self.stored_name, ContentFile(content))
