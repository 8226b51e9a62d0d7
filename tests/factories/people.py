import factory

from partnerships.models import Contact, Holding, Person, Post
from partnerships.text import slug_from
from tests.factories.base import RecordFactory, RowFactory
from tests.factories.organisations import OrganisationFactory


class PersonFactory(RecordFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Nobody Real {n}")
    slug = factory.LazyAttribute(lambda person: slug_from(person.name))


class PostFactory(RowFactory):
    class Meta:
        model = Post

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Made-up Secretary {n}")


class HoldingFactory(RowFactory):
    class Meta:
        model = Holding

    person = factory.SubFactory(PersonFactory)
    post = factory.SubFactory(PostFactory)


class ContactFactory(RowFactory):
    class Meta:
        model = Contact

    person = factory.SubFactory(PersonFactory)
    kind = "email"
    value = factory.Sequence(lambda n: f"nobody-{n}@office.example")
