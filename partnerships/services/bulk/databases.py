"""Many rows at once into either database, and keys that nobody else is given."""

from collections.abc import Iterable, Sequence

from django.db import connection, models

#: So many keys are named in one query.
MANY = 500


class Database:
    """SQLite: statements run with many rows of values."""

    def keys(self, model: type[models.Model], number: int) -> Sequence[int]:
        """So many keys of the model's table, from now on nobody else's; call in a transaction."""
        if not number:
            return ()
        table = model._meta.db_table
        with connection.cursor() as cursor:
            moved = "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s"
            cursor.execute(moved, [number, table])
            if cursor.rowcount == 0:  # the table never had a row
                started = "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)"
                cursor.execute(started, [number, table])
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchone()[0]
        return range(last - number + 1, last + 1)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        self._many(_inserting(table, columns), rows)

    def link(self, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        """Insert rows of which some may be there already."""
        self._many(f"{_inserting(table, columns)} ON CONFLICT DO NOTHING", rows)

    def update(self, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        """Set columns of rows; the last column is the key."""
        *changing, key = map(_quoted, columns)
        settings = ", ".join(f"{name} = %s" for name in changing)
        self._many(f"UPDATE {_quoted(table)} SET {settings} WHERE {key} = %s", rows)  # noqa: S608

    def delete(self, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        """Delete the rows that have these values."""
        named = " AND ".join(f"{_quoted(name)} = %s" for name in columns)
        self._many(f"DELETE FROM {_quoted(table)} WHERE {named}", rows)  # noqa: S608

    def _many(self, statement: str, rows: Sequence[Sequence]) -> None:
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(statement, rows)


class Postgres(Database):
    """PostgreSQL: rows are copied in; those that change others by way of a table of their own."""

    def keys(self, model: type[models.Model], number: int) -> Sequence[int]:
        if not number:
            return ()
        given = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        with connection.cursor() as cursor:
            cursor.execute(given, [_quoted(model._meta.db_table), model._meta.pk.column, number])
            return [key for (key,) in cursor.fetchall()]

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        if rows:
            with connection.cursor() as cursor:
                _copy(cursor, table, columns, rows)

    def update(self, table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
        if not rows:
            return
        named, place = _listed(columns), _quoted("bulk_update")
        settings = ", ".join(f"{_quoted(c)} = new.{_quoted(c)}" for c in columns[:-1])
        key = _quoted(columns[-1])
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMPORARY TABLE {place} ON COMMIT DROP AS "  # noqa: S608
                f"SELECT {named} FROM {_quoted(table)} WITH NO DATA"
            )
            _copy(cursor, "bulk_update", columns, rows)
            cursor.execute(
                f"UPDATE {_quoted(table)} AS old SET {settings} "  # noqa: S608
                f"FROM {place} AS new WHERE old.{key} = new.{key}"
            )
            cursor.execute(f"DROP TABLE {place}")


def database() -> Database:
    """The way of the database in use."""
    return Postgres() if connection.vendor == "postgresql" else Database()


def _copy(cursor, table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    with cursor.copy(f"COPY {_quoted(table)} ({_listed(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _inserting(table: str, columns: Sequence[str]) -> str:
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_quoted(table)} ({_listed(columns)}) VALUES ({places})"  # noqa: S608


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    """The name of a table or column; none comes from a user."""
    return connection.ops.quote_name(name)
