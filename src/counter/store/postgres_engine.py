"""PostgreSQL as the books need it."""
