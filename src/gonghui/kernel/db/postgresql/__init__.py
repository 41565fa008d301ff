"""Django's PostgreSQL backend, one schema per tenant."""
