"""How the tables came about: Alembic runs what is missing when the database is opened."""
