"""What every browsable record has: visibility, owner, version, sources, search text."""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Language, Visibility
from partnerships.models.fields import InCodePointOrder
from partnerships.models.reach import Reach, ReachQuerySet
from partnerships.models.visibility import (
    editing_rule,
    is_administrator,
    jurisdiction_of,
    owning_rule,
    sharing_rule,
    visibility_rule,
)


class LinkedQuerySet(models.QuerySet):
    """Rows whose links are read only as far as the reader may see."""

    def prefetch_visible(self, user, *names):
        """Prefetch links as far as `user` may see them; a hidden one reads as absent."""
        return self.prefetch_related(
            *(
                models.Prefetch(
                    name,
                    self.model._meta.get_field(name)
                    .related_model.objects.visible_to(user)
                    .for_reading(),
                )
                for name in names
            )
        )

    def for_reading(self):
        """With what naming a row takes; for links from other records."""
        return self

    def for_detail(self, user):
        """With what its own page shows besides its columns."""
        return self

    def for_story(self, user):
        """In order, with what a line on the page of another record tells; no rows of theirs."""
        return self.for_reading()

    def changed_between(self, start, end):
        """Records last changed from `start` up to `end`, both dates inclusive, None is open."""
        found = self
        if start:
            found = found.filter(updated_at__date__gte=start)
        if end:
            found = found.filter(updated_at__date__lte=end)
        return found


class ReferenceQuerySet(LinkedQuerySet):
    """Reference data (regions, sectors) is seen by everyone and edited by administrators."""

    def visible_to(self, user):
        return self

    def editable_by(self, user):
        return self if is_administrator(user) else self.none()

    def concerning(self, user):
        """The regions that an office of `user` acts for; of other reference data, none."""
        return self.none()


class RecordQuerySet(LinkedQuerySet, ReachQuerySet):
    def visible_to(self, user):
        """The records that `user` may see on any channel."""
        rule = visibility_rule(user, self.model)
        return self.filter(rule) if rule else self

    def editable_by(self, user):
        """The records that `user` may change; they are among those that `user` may see."""
        rule = editing_rule(user, self.model)
        return self.visible_to(user).filter(rule) if rule else self

    def owned_by(self, user):
        """The records that an office of `user` owns or filed."""
        return self.filter(owning_rule(jurisdiction_of(user).offices))

    def concerning(self, user):
        """The records that an office of `user` owns, or that concern it as a party."""
        own = owning_rule(jurisdiction_of(user).offices)
        return self.filter(own | sharing_rule(user, self.model))

    def for_detail(self, user):
        return self.with_best_source(user)

    def with_sources(self, user):
        """Annotate `source_count`: the sources that `user` may see, each once.

        One that speaks of a hidden row alone does not count.
        """
        counted = self._citations(user).annotate(n=Count("source", distinct=True)).values("n")
        return self.annotate(source_count=Coalesce(Subquery(counted), 0))

    def with_best_source(self, user):
        """Annotate `best_source_rank`, a `SourceRank`; None where `with_sources` counts none."""
        best = self._citations(user).annotate(n=Min("source__rank")).values("n")
        return self.annotate(best_source_rank=Subquery(best))

    def _citations(self, user):
        citations = self.model._meta.get_field("citations").related_model
        kind = ContentType.objects.get_for_model(self.model)
        return (
            citations.objects.filter(content_type=kind, object_id=OuterRef("pk"))
            .from_visible_sources(user)
            .of_visible_rows(user, self.model)
            .order_by()
            .values("object_id")
        )


class RowQuerySet(LinkedQuerySet):
    """Rows of a record. A row shows only what its reader may see at its other end."""

    other_ends: tuple[str, ...] = ()

    def visible_to(self, user):
        found = self
        for end in self.other_ends:
            rule = visibility_rule(user, model_at(self.model, end), f"{end}__")
            if rule:
                found = found.filter(rule | Q(**{f"{end}__isnull": True}))
        return found

    def for_reading(self):
        """With the other ends, and the regions that organisations are named by."""
        people = {"person"}
        names = [end if end in people else f"{end}__region" for end in self.other_ends]
        return self.select_related(*names) if names else self


def model_at(model, path: str) -> type[models.Model]:
    """The model that a path of links, such as `post__organisation`, leads to."""
    for name in path.split(LOOKUP_SEP):
        model = model._meta.get_field(name).related_model
    return model


def row_queryset(*other_ends: str) -> type[RowQuerySet]:
    """A `RowQuerySet` for rows whose other ends, organisations or people, have these names."""
    return type("RowsOf" + "And".join(other_ends), (RowQuerySet,), {"other_ends": other_ends})


def in_text_order(name: str, *, descending: bool = False):
    """Order by the folded column `name` in code-point order, alike on both databases."""
    folded = InCodePointOrder(F(name))
    return folded.desc() if descending else folded.asc()


class Versioned(models.Model):
    """A row that counts its versions, so that a stale edit is refused."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True, db_index=True)

    class Meta:
        abstract = True


class Record(Versioned):
    visibility = models.CharField(
        _("who sees it"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PARTIES,
        help_text=_("A new record is for its parties; the public sees it only when you say so."),
    )
    office = models.ForeignKey(
        "partnerships.Office",
        verbose_name=_("owning office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    filed_by = models.ForeignKey(
        "partnerships.Office",
        verbose_name=_("filed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("The office that recorded it goes on seeing it, whoever owns it later."),
    )
    public_from = models.DateField(
        _("shown from"),
        null=True,
        blank=True,
        help_text=_("Before this day only its parties see the record. Empty: no such day."),
    )
    language = models.CharField(
        _("language of its texts"),
        max_length=5,
        choices=Language.choices,
        default=Language.ENGLISH,
    )
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    citations = GenericRelation("partnerships.Citation", verbose_name=_("citations"))
    figures = GenericRelation("partnerships.Figure", verbose_name=_("figures"))
    follow_ups = GenericRelation("partnerships.FollowUp", verbose_name=_("follow-ups"))
    notes = GenericRelation("partnerships.Note", verbose_name=_("notes"))

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            # All that the rule of who sees a record asks of it, so that counting opens no record.
            models.Index(
                fields=["visibility", "public_from", "office", "filed_by"],
                include=["id"],
                name="%(class)s_seen",
            )
        ]

    #: Ways to the regions, initiatives and offices that it concerns: their offices see it.
    shared_with_regions: tuple[str, ...] = ()
    shared_with_initiatives: tuple[str, ...] = ()
    shared_with_offices: tuple[str, ...] = ()
    #: Whether the offices of its regions may edit it.
    parties_edit = True
    #: Relations that belong to the record: versioned, restored and removed with it.
    row_names: tuple[str, ...] = ()
    #: What its page shows of other rows, as `together.fill_page_links` reads it.
    page_links: tuple[str, ...] = ()
    #: The parties, regions, people and words by which it is found.
    reach: tuple[Reach, ...] = ()


class Referenced(Record):
    """A record known by a reference `PREFIX-YYYY-NNNN`, given once and never changed."""

    prefix: str
    #: The partial date whose year the reference carries.
    dated_by = "start"

    reference = models.CharField(
        _("reference"),
        max_length=20,
        unique=True,
        editable=False,
        error_messages={"unique": _("This reference is taken; references are never used twice.")},
        validators=[RegexValidator(r"^[A-Z]{3}-\d{4}-\d{4,}\Z")],
    )
    reference_year = models.PositiveSmallIntegerField(editable=False)
    reference_number = models.PositiveIntegerField(editable=False)

    class Meta(Record.Meta):
        abstract = True

    def __str__(self):
        return f"{self.reference} {self.title}".strip()

    @property
    def key(self) -> str:
        return self.reference


class Slugged(Record):
    """A record known by a slug, given once and not changed by an edit."""

    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        editable=False,
        error_messages={"unique": _("This slug is taken by another record.")},
    )

    class Meta(Record.Meta):
        abstract = True

    @property
    def key(self) -> str:
        return self.slug

    def slug_words(self) -> tuple[str, ...]:
        """Texts that the slug is made of, best first; a later one is added to a taken slug."""
        return (str(self),)
