"""Sources and the citations that tie them to facts."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Confidence, Language, SourceLevel, SourceRank, Visibility
from partnerships.models.base import (
    Record,
    Slugged,
    in_text_order,
)
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    partial_date_constraints,
)
from partnerships.models.moments import MomentQuerySet
from partnerships.models.regions import Region
from partnerships.models.visibility import (
    is_administrator,
    jurisdiction_of,
    readers_behind,
    visibility_rule,
    visible_levels,
)
from partnerships.text import validate_list_name

RANK_OF_LEVEL = {
    SourceLevel.OFFICIAL: SourceRank.OFFICIAL,
    SourceLevel.OWN: SourceRank.OWN,
    SourceLevel.PRESS: SourceRank.PRESS,
    SourceLevel.VERBAL: SourceRank.VERBAL,
}


class SourceQuerySet(MomentQuerySet):
    moment = "published"

    def for_list(self, user):
        return self.with_uses(user).order_by(in_text_order("title_folded"), "pk")

    def for_detail(self, user):
        return self.with_uses(user)

    def with_uses(self, user):
        """Annotate `use_count`: how many citations that `user` may see rest on the source."""
        uses = (
            Citation.objects.visible_to(user)
            .filter(source=OuterRef("pk"))
            .order_by()
            .values("source")
            .annotate(n=models.Count("pk"))
        )
        return self.annotate(use_count=Coalesce(Subquery(uses.values("n")), 0))


class Source(Slugged):
    """One row is a page, release, paper or statement that facts rest on."""

    title = PlainCharField(_("title"), max_length=300, validators=[validate_list_name])
    publisher = PlainCharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    file_name = PlainCharField(
        _("file"),
        max_length=300,
        blank=True,
        help_text=_("Name of the paper or file on record."),
    )
    published = PartialDateField(_("published"))
    level = models.CharField(_("level"), max_length=8, choices=SourceLevel.choices)
    source_language = models.CharField(
        _("language of the source"),
        max_length=5,
        choices=Language.choices,
        default=Language.ENGLISH,
    )
    remark = PlainTextField(_("remark"), blank=True)
    rank = models.GeneratedField(
        expression=Case(
            *(When(level=level, then=Value(rank.value)) for level, rank in RANK_OF_LEVEL.items()),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    title_folded = FoldedField(of=("title",))
    search_text = FoldedField(of=("title", "publisher", "url", "file_name"))

    objects = SourceQuerySet.as_manager()

    class Meta(Slugged.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]
        constraints = [
            *partial_date_constraints("source", "published"),
            models.CheckConstraint(
                name="source_has_place",
                condition=~Q(url="") | ~Q(file_name="") | Q(level=SourceLevel.VERBAL),
                violation_error_message=_("Give the address or the file of a source."),
            ),
        ]

    def __str__(self):
        return self.title

    def slug_words(self):
        return (f"{self.publisher} {self.title}"[:60],)

    def get_absolute_url(self):
        return reverse("sources_detail", args=[self.slug])


class CitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Citations of a visible source for a visible record; the record's rule is today's."""
        if is_administrator(user):
            return self
        seen = about(cited_models(), lambda records: records.visible_to(user))
        return self.filter(seen).from_visible_sources(user).of_visible_rows(user)

    def of_visible_rows(self, user, model=None):
        """Without what sources state of single rows that `user` may not see.

        `model` is the one whose records are cited, where the caller knows it.
        """
        if is_administrator(user):
            return self
        found = self
        for cited in [model] if model else record_models():
            kind = ContentType.objects.get_for_model(cited)
            for name in getattr(cited, "row_names", ()):  # a region has none
                rows = cited._meta.get_field(name).related_model._default_manager.all()
                if hasattr(rows, "visible_to"):
                    of_rows = Q(content_type=kind, field=name, row__isnull=False)
                    # Few rows are cited by themselves; all of a kind are many.
                    stated = self.model._default_manager.filter(of_rows).values("row")
                    seen = rows.visible_to(user).filter(pk__in=stated).order_by().values("pk")
                    found = found.filter(~of_rows | Q(row__in=seen))
        return found

    def from_visible_sources(self, user):
        """Citations of sources that `user` may see, of a record known to be visible."""
        return self.filter(visibility_rule(user, Source, "source__"))


def record_models() -> list[type[Record]]:
    """Every model of browsable records."""
    return [model for model in Record.__subclasses__() for model in _concrete(model)]


def cited_models() -> list[type[models.Model]]:
    """Every model whose rows carry citations and figures: the records and the regions."""
    return [*record_models(), Region]


def level_rule(user, kinds) -> Q:
    """Which rows about a record, with a level and an office of their own, `user` may see.

    `kinds` are the models of the records. A row is for its office, unless its level says more:
    at `parties` it is for the offices that the record concerns.
    """
    rule = Q()
    for reader in readers_behind(user):
        rule &= Q() if is_administrator(reader) else _level_rule(reader, kinds)
    return rule


def _level_rule(user, kinds) -> Q:
    acts = jurisdiction_of(user)
    found = Q(visibility__in=visible_levels(user))
    if acts.offices:
        found |= Q(office__in=acts.offices)
        found |= about(kinds, lambda records: records.concerning(user)) & Q(
            visibility=Visibility.PARTIES
        )
    return found


def about(kinds, chosen) -> Q:
    """Which rows are about a record that `chosen` finds among those of one of the `kinds`."""
    found = Q()
    for model in kinds:
        kind = ContentType.objects.get_for_model(model)
        found |= Q(content_type=kind, object_id__in=chosen(model.objects.all()).values("pk"))
    return found


def _concrete(model):
    if not model._meta.abstract:
        return [model]
    return [found for child in model.__subclasses__() for found in _concrete(child)]


class Citation(models.Model):
    """One row says that a source states a fact of a record.

    `field` names the fact ("" is the record as a whole; a relation's name with `row` is one of
    its rows). Two citations of one fact may state different values; `accepted` marks the one that
    the record follows, None where nobody decided.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    field = models.CharField(_("fact"), max_length=60, blank=True)
    row = models.PositiveBigIntegerField(_("row"), null=True, blank=True)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="uses"
    )
    value_as_stated = PlainTextField(_("value as stated"), blank=True)
    confidence = models.CharField(
        _("confidence"),
        max_length=6,
        choices=Confidence.choices,
        blank=True,
        default=Confidence.UNSTATED,
    )
    remark = PlainTextField(_("remark"), blank=True)
    accepted = models.BooleanField(_("the record follows it"), null=True, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="citation_record")]

    def __str__(self):
        return (
            f"{self.source}: {self.value_as_stated}" if self.value_as_stated else str(self.source)
        )
