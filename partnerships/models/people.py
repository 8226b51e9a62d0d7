"""People, the posts they held and when."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.models.base import (
    RecordQuerySet,
    Slugged,
    in_text_order,
    row_queryset,
)
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    partial_date_constraints,
)
from partnerships.models.reach import Reach
from partnerships.text import validate_list_name

#: How the slug of an anonymised person begins; no name is left to make one of.
ANONYMISED = "anonymised"


class PersonQuerySet(RecordQuerySet):
    def for_list(self, user):
        return (
            self.with_sources(user)
            .prefetch_visible(user, "holdings")
            .order_by(in_text_order("name_folded"), "pk")
        )


class Person(Slugged):
    """One row is a public office holder or another person met in an official role."""

    name = PlainCharField(_("name"), max_length=200, validators=[validate_list_name])
    name_local = PlainCharField(
        _("name in its own script"),
        max_length=200,
        blank=True,
        validators=[validate_list_name],
    )
    other_names = PlainTextField(
        _("other spellings"),
        blank=True,
        help_text=_("As printed somewhere; one a line."),
    )
    remark = PlainTextField(_("remark"), blank=True)
    name_folded = FoldedField(of=("name",))
    search_text = FoldedField(of=("name", "name_local", "other_names"))

    objects = PersonQuerySet.as_manager()
    row_names = ("holdings", "contacts")
    page_links = row_names
    shared_with_regions = ("holdings__post__organisation__region",)
    reach = (Reach("holdings", organisations=("post__organisation",)),)

    class Meta(Slugged.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self):
        return gettext("Person anonymised") if self.is_anonymised else self.name

    @property
    def is_anonymised(self) -> bool:
        return self.slug.startswith(f"{ANONYMISED}-")

    def slug_words(self):
        return (self.name, self.name_local)

    def get_absolute_url(self):
        return reverse("people_detail", args=[self.slug])


class Post(models.Model):
    """One row is a post: a title in an organisation, whoever holds it."""

    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="posts",
    )
    title = PlainCharField(_("title"), max_length=200)

    objects = row_queryset("organisation").as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["organisation", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"],
                name="post_once",
                violation_error_message=_("This organisation has a post of that title already."),
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.organisation}"


class Holding(models.Model):
    """One row says that a person held a post: from, until, and a day on which a source shows it."""

    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="holdings",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="holdings"
    )
    held_from = PartialDateField(_("from"))
    held_until = PartialDateField(_("until"))
    seen_on = PartialDateField(
        _("in the post on"), help_text=_("A day on which a source shows it.")
    )

    objects = row_queryset("person", "post__organisation").as_manager()

    class Meta:
        verbose_name = _("holding of a post")
        verbose_name_plural = _("holdings of posts")
        ordering = ["-seen_on_latest", "pk"]
        constraints = [
            *partial_date_constraints("holding", "held_from", "held_until"),
            *partial_date_constraints("holding", "seen_on"),
        ]

    def __str__(self):
        return f"{self.person}: {self.post}"
