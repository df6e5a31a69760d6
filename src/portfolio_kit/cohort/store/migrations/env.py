"""How Alembic reaches the store: over the connection that `opened` hands it, in that connection's transaction."""

from __future__ import annotations

from alembic import context

from portfolio_kit.cohort.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    # SQLite can alter little: the table is copied.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
