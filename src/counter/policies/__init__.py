"""policies adapter."""
