"""Which records concern a whole side: ways from a record to the regions of a country."""

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, Expression, Func, OuterRef, Q, Subquery
from django.db.models.constants import LOOKUP_SEP
from django.db.models.lookups import IsNull


def of_side(side: str, model, way: str, prefix: str, among) -> Q:
    """Which records at `prefix` lead to a region of the country `side` by the way.

    `among(prefix)` is what else has to hold of them. Most records are of both sides, so each is
    asked for itself; where all are counted, PostgreSQL gathers their keys.
    """
    hop = _Hop.on(model, way)
    if hop is None:
        return among(prefix) & Q(**{f"{prefix}{way}__code__startswith": f"{side}-"})
    of_record = {hop.link: OuterRef(prefix + hop.source)}
    of_one = hop.rows(side).filter(**of_record).values(hop.link)[:1]
    rows = hop.rows_of_organisations(side)
    if connection.vendor == "sqlite":
        of_all = Q(Exists(rows.filter(**of_record)))
    else:
        of_all = Q(**{f"{prefix}{hop.source}__in": rows.values(hop.link)})
    of_some = among(prefix) & Q(IsNull(Subquery(of_one), False))
    return Q(_AsAsked(of_some, among(prefix) & of_all))


class _Hop:
    """Where a way leads from a record to many rows, each with one organisation."""

    def __init__(self, field, source: str, organisation: str):
        self.manager = field.related_model._base_manager
        self.link = field.remote_field.name
        self.source, self.organisation = source, organisation

    @classmethod
    def on(cls, model, way: str) -> "_Hop | None":
        """The hop of a way; None where it leads to one region at most."""
        names = way.split(LOOKUP_SEP)
        for place, name in enumerate(names):
            field = model._meta.get_field(name)
            if field.one_to_many:
                source = LOOKUP_SEP.join(names[:place]) or "pk"
                return cls(field, source, LOOKUP_SEP.join(names[place + 1 : -1]))
            model = field.related_model
        return None

    def rows(self, side: str) -> models.QuerySet:
        """All rows that lead to the side."""
        code = f"{self.organisation}__region__code__startswith"
        return self.manager.filter(**{code: f"{side}-"}).order_by()

    def rows_of_organisations(self, side: str) -> models.QuerySet:
        """The same, where the organisations of the side are looked up first."""
        organisations = apps.get_model("partnerships", "Organisation")._base_manager
        of_side = organisations.filter(region__code__startswith=f"{side}-").order_by().values("pk")
        return self.manager.filter(_OneOf(self.organisation, Subquery(of_side))).order_by()


class _OneOf(Func):
    """Whether a key is one of a subquery's, which is read once.

    PostgreSQL then looks the keys up by index. SQLite must not, which is what `+` says: it would
    look up every key for every record that is asked.
    """

    template, arg_joiner = "%(expressions)s)", " = ANY(ARRAY"
    output_field = models.BooleanField()

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="+%(expressions)s", arg_joiner=" IN ")


class _AsAsked(Expression):
    """Of two conditions that say the same the one that suits what is asked for.

    Where nothing else narrows a question all records have to be known. PostgreSQL plans as if
    that were always so: even for a page of fifty it gathers the keys of an EXISTS. SQLite's
    parser bears too little nesting for `of_all` in a subquery.
    """

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, of_some, of_all):
        super().__init__()
        self.of_some, self.of_all = of_some, of_all

    def get_source_expressions(self):
        return [self.of_some, self.of_all]

    def set_source_expressions(self, exprs):
        self.of_some, self.of_all = exprs

    def as_sql(self, compiler, connection):
        query = compiler.query
        is_narrowed = query.is_sliced or len(query.where.children) > 1
        return compiler.compile(self.of_some if is_narrowed else self.of_all)

    def as_sqlite(self, compiler, connection):
        return compiler.compile(self.of_some if compiler.query.subquery else self.of_all)
