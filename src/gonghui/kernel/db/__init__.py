"""How the database is reached: which tenant's schema, and the PostgreSQL backend that keeps to it."""
